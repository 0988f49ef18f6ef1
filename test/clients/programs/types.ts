/** A round trip with the types that openapi-typescript makes, and openapi-fetch. */
import { deepStrictEqual as equal } from 'node:assert'
import createClient from 'openapi-fetch'
import type { components, paths } from './openapi-typescript'

const party = 'types/47 11+ä&b'
const api = createClient<paths, 'application/json'>({ baseUrl: process.argv[2] })
const collection = '/tmf-api/usageManagement/v4/usage'
const usage = (more: Partial<components['schemas']['Usage_Create']>): components['schemas']['Usage_Create'] => ({
  usageSpecification: { id: 'specification-types' },
  usageType: 'Voice',
  relatedParty: [{ id: party, role: 'customer', '@referredType': 'Individual' }],
  usageCharacteristic: [{ name: 'duration', value: 312 }],
  ...more,
})
const create = async (body: components['schemas']['Usage_Create']) => {
  const { data, error } = await api.POST(collection, { body })
  // The answer to a bulk is a success, too.
  if (!data || !('id' in data)) throw new Error(error?.message ?? 'not a usage')
  return data
}

const created = await create(usage({ usageDate: '2026-11-23T10:14:00Z', description: 'Call, 50%' }))
equal(created.status, 'received')
const other = await create(usage({ usageDate: '2026-12-24T10:14:00Z', status: 'guided' }))

type Filters = NonNullable<paths[typeof collection]['get']['parameters']['query']>
const list = async (query: Filters) => {
  const { data, error } = await api.GET(collection, { params: { query } })
  if (!data) throw new Error(error?.message)
  return data
}
const ids = async (query: Filters) => (await list(query)).map(({ id }) => id)
const both = [other.id, created.id]
equal(await ids({ party }), both)
equal(await ids({ 'relatedParty.id': party, usageType: 'Voice' }), both)
equal(await ids({ any: party }), both)
equal(await ids({ party, status: 'received' }), [created.id])
equal(await ids({ party, status: 'rated' }), [])
equal(await ids({ party, 'usageDate.gte': '2026-12-01' }), [other.id])
equal(await ids({ party, 'usageDate.lt': '2026-12-01T00:00:00+01:00' }), [created.id])
equal(await ids({ party, limit: 1 }), [other.id])

const [partial] = await list({ id: created.id, fields: 'status,relatedParty.id' })
equal([partial?.status, partial?.usageDate, partial?.relatedParty?.[0]?.id], ['received', undefined, party])

const at = { params: { path: { id: created.id } } }
const { data: read } = await api.GET(`${collection}/{id}`, at)
equal([read?.description, read?.usageCharacteristic?.[0]?.value], ['Call, 50%', 312])
const { data: patched } = await api.PATCH(`${collection}/{id}`, {
  ...at,
  body: { description: 'Corrected', usageType: null },
})
equal([patched?.description, patched?.usageType, patched?.status], ['Corrected', undefined, 'received'])

for (const { id } of [created, other]) {
  const { response } = await api.DELETE(`${collection}/{id}`, { params: { path: { id } } })
  equal(response.status, 204)
}
const { response, error } = await api.GET(`${collection}/{id}`, at)
equal([response.status, error?.status], [404, '404'])
