import { describe, expect, test } from 'bun:test'
import { startWorld } from '../support/world'

const world = startWorld()
/** A server with PROFILE=strict. */
const strictWorld = startWorld({ profile: 'strict' })

const strict = { prefer: 'profile=strict' }
const period = { startDateTime: '2026-01-01T00:00:00Z', endDateTime: '2027-01-01T00:00:00Z' }
const money = (value: number) => ({ unit: 'EUR', value })

/** Documents with nothing but attributes of the standard, at every level. */
const standard: Record<string, Record<string, unknown>> = {
  usage: {
    description: 'A call',
    usageDate: '2026-11-23T10:14:00Z',
    usageType: 'Voice',
    status: 'rated',
    '@type': 'VoiceUsage',
    usageSpecification: { id: 'no-such', name: 'Voice', '@referredType': 'UsageSpecification' },
    relatedParty: [{ id: 'customer-1', role: 'customer', '@referredType': 'Individual', name: 'Ada' }],
    usageCharacteristic: [
      { name: 'duration', valueType: 'integer', value: 312, characteristicRelationship: [{ relationshipType: 'sum' }] },
    ],
    ratedProductUsage: [
      {
        isBilled: false,
        ratingDate: '2026-11-24T00:00:00Z',
        taxRate: 20,
        taxExcludedRatingAmount: money(1),
        taxIncludedRatingAmount: money(1.2),
        productRef: { id: 'product-1', name: 'Flat' },
      },
    ],
  },
  usageSpecification: {
    name: 'Voice',
    version: '1.0',
    isBundle: false,
    validFor: period,
    attachment: [{ name: 'Terms', size: { amount: 3, units: 'kB' }, validFor: period }],
    constraint: [{ id: 'c-1', version: '2' }],
    entitySpecRelationship: [{ id: 'other', relationshipType: 'dependency', associationSpec: { id: 'a-1' } }],
    relatedParty: [{ id: 'owner-1', '@referredType': 'Organization' }],
    targetEntitySchema: { '@type': 'VoiceUsage', '@schemaLocation': 'https://example.com/voice.json' },
    specCharacteristic: [
      {
        name: 'duration',
        extensible: false,
        characteristicValueSpecification: [{ valueFrom: 0, valueTo: 10, validFor: period }],
        charSpecRelationship: [{ relationshipType: 'dependency', name: 'start' }],
      },
      { name: 'start', valueType: 'dateTime' },
    ],
  },
}

/** The document with attributes of the caller's own in every object, but not inside the value of a characteristic. */
function extended(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(extended)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, member]) => [name, extended(member)])
  return { ...Object.fromEntries(members), ownNote: 'mine', '@ownMark': { deep: [1] } }
}

const ownExtensions: Record<string, object> = {
  usage: {},
  usageSpecification: { enforcement: 'observe', extensible: true, isExternalIdentifierUnique: true },
}

describe.each(['usage', 'usageSpecification'])('a strict answer with a %s', (path) => {
  const whole = { ...(extended(standard[path]) as object), ...ownExtensions[path] }
  const expected = { ...standard[path], ...(path === 'usageSpecification' && { lastUpdate: expect.any(String) }) }

  test('has the attributes of the standard and no others, at every level, in every answer', async () => {
    const created = await world.call('POST', `/${path}`, whole, { headers: strict })
    const { id, href } = created.body
    const answers = [
      created,
      await world.call('GET', `/${path}/${id}`, undefined, { headers: strict }),
      await world.call('GET', `/${path}/${id}?asOf=${new Date().getUTCFullYear()}`, undefined, { headers: strict }),
      await world.call('PATCH', `/${path}/${id}`, {}, { headers: strict }),
      await world.call('GET', `/${path}?id=${id}&limit=1`, undefined, {
        headers: { prefer: 'count=none, profile=strict' },
      }),
      await world.call('GET', `/${path}?id=${id}`, undefined, {
        headers: { ...strict, accept: 'application/x-ndjson' },
      }),
      await world.call('GET', `/api/${path}/export?format=ndjson&query=id%3D${id}`, undefined, { headers: strict }),
      await world.call('PATCH', `/${path}`, [{ op: 'add', path: '/-', value: whole }], {
        headers: { ...strict, 'content-type': 'application/json-patch+json' },
      }),
    ]
    for (const [index, { text, headers }] of answers.entries()) {
      const read = JSON.parse(text)
      const [shown] = Array.isArray(read) ? read : [read]
      expect([index, shown]).toEqual([
        index,
        { ...expected, id: index === 7 ? expect.any(String) : id, href: index === 7 ? expect.any(String) : href },
      ])
      expect([index, headers.get('preference-applied')]).toEqual([
        index,
        index === 4 ? 'count=none, profile=strict' : 'profile=strict',
      ])
      expect([index, headers.get('vary')]).toEqual([index, expect.stringMatching(/Prefer$/)])
    }
  })

  test('has the entity tag of the resource, and hides nothing of it for good', async () => {
    const { body, headers } = await world.call('POST', `/${path}`, whole)
    expect(body).toMatchObject(whole)
    const read = await world.call('GET', `/${path}/${body.id}`, undefined, { headers: strict })
    expect(read.headers.get('etag')).toBe(headers.get('etag'))
    const patched = await world.call(
      'PATCH',
      `/${path}/${body.id}`,
      { description: 'New' },
      {
        headers: { ...strict, 'if-match': String(read.headers.get('etag')) },
      },
    )
    expect(patched.status).toBe(200)
    expect((await world.call('GET', `/${path}/${body.id}`)).body).toMatchObject({ ...whole, description: 'New' })
    const known = await world.call('GET', `/${path}/${body.id}`, undefined, {
      headers: { ...strict, 'if-none-match': String(patched.headers.get('etag')) },
    })
    expect([known.status, known.headers.get('vary')]).toEqual([304, 'Prefer'])
  })

  test('has of what `fields` names only what the standard has', async () => {
    const { body } = await world.call('POST', `/${path}`, whole)
    const fields = 'fields=ownNote,relatedParty,enforcement,validation'
    const read = await world.call('GET', `/${path}/${body.id}?${fields}`, undefined, { headers: strict })
    const { id, href } = body
    expect(read.body).toEqual({ id, href, relatedParty: standard[path]?.relatedParty })
  })
})

test('a usage that broke rules is shown without them', async () => {
  const specification = await world.call('POST', '/usageSpecification', {
    name: 'Observed',
    enforcement: 'observe',
    specCharacteristic: [{ name: 'duration', minCardinality: 1, group: 'Times' }],
  })
  expect(specification.body.specCharacteristic[0].group).toBe('Times')
  const usage = { usageSpecification: { id: specification.body.id } }
  const { body } = await world.call('POST', '/usage', usage)
  expect(body.validation.result).toBe('failed')
  for (const query of ['', '?fields=validation,status']) {
    const { body: shown } = await world.call('GET', `/usage/${body.id}${query}`, undefined, { headers: strict })
    expect(shown.validation).toBeUndefined()
  }
  const { text } = await world.call('GET', '/usage', undefined, { headers: { ...strict, accept: 'text/csv' } })
  expect(text).not.toContain('validation')
  const { body: shown } = await world.call('GET', `/usageSpecification/${specification.body.id}`, undefined, {
    headers: strict,
  })
  expect([shown.enforcement, shown.specCharacteristic]).toEqual([undefined, [{ name: 'duration', minCardinality: 1 }]])
})

test('a strict error has nothing but the attributes of the standard', async () => {
  const wrong = { status: 5 }
  const { body } = await world.call('POST', '/usage', wrong)
  expect(body.invalidAttribute.length).toBeGreaterThan(1)
  const { status, body: shown } = await world.call('POST', '/usage', wrong, { headers: strict })
  expect([status, Object.keys(shown).sort()]).toEqual([400, ['@type', 'code', 'message', 'reason', 'status']])
  expect(shown.message).toContain('usageSpecification')
})

test('PROFILE=strict is the default, and a request can ask for more', async () => {
  const { body } = await strictWorld.call('POST', '/usage', { ...standard.usage, ownNote: 'mine' })
  expect(body.ownNote).toBeUndefined()
  for (const [prefer, note] of [
    ['profile=extended', 'mine'],
    ['profile=nonsense', undefined],
    ['Profile="EXTENDED", profile=strict', 'mine'],
  ] as const) {
    const { body: shown, headers } = await strictWorld.call('GET', `/usage/${body.id}`, undefined, {
      headers: { prefer },
    })
    expect([prefer, shown.ownNote]).toEqual([prefer, note])
    expect(headers.get('preference-applied')).toBe(note ? 'profile=extended' : null)
  }
  // Views are not a resource of the standard.
  const view = { name: 'Mine', page: 'usages', search: '?status=rated' }
  expect((await strictWorld.call('POST', '/api/view', view)).body).toMatchObject(view)
})
