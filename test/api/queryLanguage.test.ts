import { beforeAll, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { aSpecification, aUsage, startWorld } from '../support/world'

/** docs/query-language.md, example by example. */
const text = readFileSync(join(import.meta.dir, '../../docs/query-language.md'), 'utf8')
const examples = [...text.matchAll(/^\| `([^`|]+)` \|/gm)].map(([, query = '']) => query)

const world = startWorld()

beforeAll(async () => {
  const voice = { usageType: 'Voice', '@type': 'Usage' }
  const rated = (value: number) => [
    { ratingDate: '2026-11-23T12:00:00Z', taxIncludedRatingAmount: { unit: 'EUR', value } },
  ]
  const party = (id: string, role: string) => ({ id, role, '@referredType': 'Individual' })
  const strict = aSpecification({
    enforcement: 'quarantine',
    specCharacteristic: [{ name: 'duration', minCardinality: 1 }],
  })
  const { id } = (await world.call('POST', '/usageSpecification', strict)).body
  const usages = [
    {
      ...voice,
      description: 'morning call',
      status: 'rated',
      usageDate: '2026-11-23T10:14:00Z',
      relatedParty: [party('customer-4711', 'customer'), party('customer-4712', 'payer')],
      usageCharacteristic: [
        { name: 'originatingNumber', value: '+33199000123' },
        { name: 'duration', value: 312 },
      ],
      ratedProductUsage: rated(1.2),
    },
    {
      ...voice,
      description: 'evening call',
      status: 'received',
      usageDate: '2026-11-23T20:00:00Z',
      relatedParty: [party('customer-4712', 'customer')],
      usageCharacteristic: [
        { name: 'originatingNumber', value: '+33199000124' },
        { name: 'duration', value: '45' },
      ],
    },
    {
      usageType: 'Data',
      description: 'night session',
      status: 'rated',
      usageDate: '2026-11-24T01:00:00+02:00',
      relatedParty: [party('customer-4711', 'payer'), party('customer-4712', 'customer')],
      usageCharacteristic: [
        { name: 'volumeDown', value: 60_000 },
        { name: 'start', value: '2026-11-23T10:30:00+05:30' },
      ],
      ratedProductUsage: rated(0.1),
    },
    {
      usageType: 'SMS',
      description: 'message',
      usageSpecification: { id },
      usageDate: '2026-11-20T08:00:00Z',
      relatedParty: [party('customer-4713', 'customer')],
    },
    {
      ...voice,
      '@type': 'VoiceUsage',
      description: 'late call',
      status: 'billed',
      usageDate: '2026-10-31T23:30:00Z',
      usageCharacteristic: [
        { name: 'duration', value: 60 },
        { name: 'start', value: '2026-11-23T10:29:59+05:30' },
      ],
      ratedProductUsage: rated(0.4),
    },
    { description: 'Import, second part', status: 'guided', offset: 5 },
  ]
  for (const usage of usages) await world.call('POST', '/usage', { ...aUsage(), ...usage })
})

const [morning, evening, night, message, late, imported] = [
  'morning call',
  'evening call',
  'night session',
  'message',
  'late call',
  'Import, second part',
]

/** The usages that each example finds, in any order. */
const finds: Record<string, (string | undefined)[]> = {
  'status=rated': [morning, night],
  'status=rated,billed': [morning, night, late],
  'status=rated&usageType=Voice': [morning],
  'status=rated;usageType=SMS': [morning, night, message],
  'status.nin=rated,billed': [evening, message, imported],
  'relatedParty.id=customer-4711': [morning, night],
  'party=customer-4711': [morning, night],
  'any=customer-4711': [morning, night],
  'any=33199000123': [morning],
  'usageDate=2026-11-23': [morning, evening, night],
  'usageDate=2026-11-24&zone=Europe/Berlin': [night],
  'arrival.gte=2026-11-23': [morning, evening, night, message, late, imported],
  'updatedAt.gte=2026-11-23T10:00:00Z': [morning, evening, night, message, late, imported],
  'usageDate.gte=2026-11-23T20:00:00Z': [evening, night],
  'usageDate%3E=2026-11-23': [morning, evening, night],
  'since=2026-11-01&until=2026-11-23': [message],
  'description.like=*call': [morning, evening, late],
  'description.regex=^(morning%7Cevening)': [morning, evening],
  'description%3D~call': [morning, evening, late],
  'usageType.isnull=true': [imported],
  'description=Import%2C%20second%20part': [imported],
  'ratedProductUsage.taxIncludedRatingAmount.value.gte=0.4': [morning, late],
  'characteristic.originatingNumber=%2B33199000123': [morning],
  'characteristic.originatingNumber=+33199000124': [evening],
  'characteristic.duration=45': [evening],
  'characteristic.duration.gt=60': [morning],
  'characteristic.start.gte=2026-11-23T05:00:00Z': [night],
  'brokenRule=missing:duration': [message],
  '@type=VoiceUsage': [late],
  'offset.eq=5': [imported],
  "filter=relatedParty[?(@.role=='customer'%26%26@.id=='customer-4712')]": [evening, night],
  "filter=usageCharacteristic[?(@.name=='duration'%26%26@.value>=60)]": [morning, late],
  "filter=$[?(@.status=='rated'%7C%7C@.status=='billed')]": [morning, night, late],
  "filter=relatedParty[?(@role=='payer')]": [morning, night],
  'filter=$[?(!@.usageDate)]': [imported],
  'filter=$[?(@.description=~/CALL$/i)]': [morning, evening, late],
}

type Found = Record<string, unknown>
const description = (usage: Found) => usage.description
const keys = (usage: Found) => Object.keys(usage).join()

/** The results of the second table: the part of each usage to look at, and its expected value. */
const gives: Record<string, [look: (usage: Found) => unknown, expected: unknown[]]> = {
  'sort=-usageDate,status': [description, [night, evening, morning, message, late, imported]],
  'sort=-characteristic.duration': [description, [morning, late, evening, imported, message, night]],
  'fields=status,relatedParty.id': [
    ({ id: _id, href: _href, ...chosen }) => chosen,
    [
      { status: 'guided' },
      { status: 'billed' },
      { status: 'rejected', relatedParty: [{ id: 'customer-4713' }] },
      { status: 'rated', relatedParty: [{ id: 'customer-4711' }, { id: 'customer-4712' }] },
      { status: 'received', relatedParty: [{ id: 'customer-4712' }] },
      { status: 'rated', relatedParty: [{ id: 'customer-4711' }, { id: 'customer-4712' }] },
    ],
  ],
  'fields=characteristic.duration': [
    ({ usageCharacteristic }) => usageCharacteristic,
    [
      undefined,
      [{ name: 'duration', value: 60 }],
      undefined,
      [],
      [{ name: 'duration', value: '45' }],
      [{ name: 'duration', value: 312 }],
    ],
  ],
  'fields=party,arrival': [
    ({ relatedParty, arrival }) => [relatedParty, typeof arrival],
    [
      [undefined, 'string'],
      [undefined, 'string'],
      [[{ id: 'customer-4713' }], 'string'],
      [[{ id: 'customer-4711' }, { id: 'customer-4712' }], 'string'],
      [[{ id: 'customer-4712' }], 'string'],
      [[{ id: 'customer-4711' }, { id: 'customer-4712' }], 'string'],
    ],
  ],
  'fields=none': [keys, Array(6).fill('id,href')],
}

test('there are at least twenty examples, and each is tried here', () => {
  expect(examples.length).toBeGreaterThan(20)
  expect(examples.toSorted()).toEqual([...Object.keys(finds), ...Object.keys(gives)].toSorted())
})

test.each(Object.entries(finds))('%s', async (query, expected) => {
  const { status, body } = await world.call('GET', `/usage?${query}`)
  expect([status, body.map?.(({ description }: { description: string }) => description).toSorted()]).toEqual([
    200,
    expected.toSorted(),
  ])
})

test.each(Object.entries(gives))('%s', async (query, [look, expected]) => {
  const { status, body } = await world.call<Found[]>('GET', `/usage?${query}`)
  expect([status, body.map(look)]).toEqual([200, expected])
})
