/** A round trip with the client that openapi-generator makes for fetch. */
import { deepStrictEqual as equal, rejects } from 'node:assert'
import { Configuration, type ListUsageRequest, UsageApi, type UsageCreate } from './typescript-fetch'

const party = 'fetch/47 11+ä&b'
const api = new UsageApi(new Configuration({ basePath: process.argv[2] }))
const usage = (more: Partial<UsageCreate>): UsageCreate => ({
  usageSpecification: { id: 'specification-fetch' },
  usageType: 'Voice',
  relatedParty: [{ id: party, role: 'customer', atReferredType: 'Individual' }],
  usageCharacteristic: [{ name: 'duration', value: 312 }],
  ...more,
})

const created = await api.createUsage({
  usageCreate: usage({ usageDate: new Date('2026-11-23T10:14:00Z'), description: 'Call, 50%' }),
})
equal(created.status, 'received')
const other = await api.createUsage({
  usageCreate: usage({ usageDate: new Date('2026-12-24T10:14:00Z'), status: 'guided' }),
})

const ids = async (filters: ListUsageRequest) => (await api.listUsage(filters)).map(({ id }) => id)
const both = [other.id, created.id]
equal(await ids({ party }), both)
equal(await ids({ relatedPartyId: party, usageType: 'Voice' }), both)
equal(await ids({ any: party }), both)
equal(await ids({ party, status: 'received' }), [created.id])
equal(await ids({ party, status: 'rated' }), [])
equal(await ids({ party, usageDateGte: '2026-12-01' }), [other.id])
equal(await ids({ party, usageDateLt: '2026-12-01T00:00:00+01:00' }), [created.id])
equal(await ids({ party, limit: 1 }), [other.id])

const [partial] = await api.listUsage({ id: created.id, fields: 'status,relatedParty.id' })
equal([partial?.status, partial?.usageDate, partial?.relatedParty?.[0]?.id], ['received', undefined, party])

const read = await api.retrieveUsage({ id: created.id })
equal([read.description, read.usageCharacteristic?.[0]?.value], ['Call, 50%', 312])
const patched = await api.patchUsage({ id: created.id, usageUpdate: { description: 'Corrected', usageType: null } })
equal([patched.description, patched.usageType, patched.status], ['Corrected', undefined, 'received'])

for (const { id } of [created, other]) await api.deleteUsage({ id })
await rejects(api.retrieveUsage({ id: created.id }), ({ response }) => response.status === 404)
