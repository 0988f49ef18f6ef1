import { expect, test } from 'bun:test'
import { SearchProblem, writeSearch } from '../../shared/search'
import { writeFilters } from '../../web/usages/explorer/filter/filters'
import { attributesOf } from '../../web/usages/explorer/search/attributes'
import { containsPattern, textOfContainsPattern } from '../../web/usages/explorer/search/containsPattern'
import { parseSearchText, type Vocabulary } from '../../web/usages/explorer/search/parseSearchText'
import { askedIn, suggestionsFor } from '../../web/usages/explorer/search/suggestions'

/** Typed texts, and the filters and questions that follow from them. */
const vocabulary: Vocabulary = {
  attributes: attributesOf([
    {
      id: 's-1',
      href: '',
      lastUpdate: '',
      name: 'Voice-Usage-Specification',
      specCharacteristic: [
        {
          name: 'duration',
          valueType: 'integer',
          characteristicValueSpecification: [{ valueFrom: 0, valueTo: 100, unitOfMeasure: 'SEC' }],
        },
        {
          name: 'callOutcome',
          valueType: 'string',
          characteristicValueSpecification: [{ value: 'normal' }, { value: 'no answer' }],
        },
        { name: 'isOnNet', valueType: 'boolean' },
        { name: 'odd name', valueType: 'string' },
      ],
    },
  ]),
  specifications: new Map([
    ['s-1', 'Voice-Usage-Specification'],
    ['s-2', 'SMS-Usage-Specification'],
    ['s-3', 'SMS-Usage-Specification'],
  ]),
}

/** The query that a text means, decoded to be read. */
function meant(text: string): string {
  const typed = parseSearchText(text, vocabulary)
  if (typed.kind === 'id') return `open ${typed.id}`
  return decodeURIComponent(
    [writeFilters(typed.filters), typed.sort && writeSearch({ sort: typed.sort })].filter(Boolean).join('&'),
  )
}

test.each([
  ['', ''],
  ['01M855X4JZXG416MS53YYBDWJ6', 'open 01M855X4JZXG416MS53YYBDWJ6'],
  [' 01m855x4jzxg416ms53yybdwj6 ', 'open 01M855X4JZXG416MS53YYBDWJ6'],
  ['+49 30 23125-000', 'any=+493023125000'],
  ['33199000123', 'any=33199000123'],
  ['customer-4711', 'any=customer-4711'],
  ['Ingrid Bø', 'any=Ingrid Bø'],
  ['"a  b"', 'any=a  b'],
  ['"-Oslo"', 'any=-Oslo'],
  ['-5', 'any=-5'],
  ['10:14', 'any=10:14'],
  ['http://example.com/x', 'any=http://example.com/x'],
  ['status:rejected', 'status=rejected'],
  ['status:rated,billed', 'status=rated,billed'],
  ['-status:rated', 'status.ne=rated'],
  ['party:customer-1 -type:SMS', 'relatedParty.id=customer-1&usageType.ne=SMS'],
  ['party:customer-1 role:user', 'relatedParty.id=customer-1&relatedParty.role=user'],
  ['duration:>60', 'characteristic.duration.gt=60'],
  ['-duration:>60', 'characteristic.duration.lte=60'],
  ['duration:>=5 duration:<9', 'characteristic.duration.gte=5&characteristic.duration.lt=9'],
  [
    'amount:1..2.5',
    'ratedProductUsage.taxIncludedRatingAmount.value.gte=1&ratedProductUsage.taxIncludedRatingAmount.value.lte=2.5',
  ],
  ['callOutcome:"no answer",normal', 'characteristic.callOutcome=no answer,normal'],
  ['"odd name":5', 'characteristic.odd name=5'],
  ['cell:5', 'characteristic.cell=5'],
  ['duration:60..', 'characteristic.duration.gte=60'],
  ['duration:..60', 'characteristic.duration.lte=60'],
  ['duration>60', 'characteristic.duration.gt=60'],
  ['STATUS:Rated', 'status=rated'],
  [
    'http://127.0.0.1:3000/tmf-api/usageManagement/v4/usage/01M855X4JZXG416MS53YYBDWJ6',
    'open 01M855X4JZXG416MS53YYBDWJ6',
  ],
  ['https://x.example/usages/01M855X4JZXG416MS53YYBDWJ6?tab=history', 'open 01M855X4JZXG416MS53YYBDWJ6'],
  ['ratedProductUsage.taxRate:20', 'ratedProductUsage.taxRate=20'],
  ['isOnNet:yes', 'characteristic.isOnNet=true'],
  ['spec:sms-usage-specification', 'usageSpecification.id=s-2,s-3'],
  ['specification:s-9', 'usageSpecification.id=s-9'],
  ['date:2026-11-23', 'usageDate=2026-11-23'],
  ['date:>2026-11-23T10:14:00Z', 'usageDate.gt=2026-11-23T10:14:00Z'],
  ['arrival:>=2026-11-23', 'arrival.gte=2026-11-23'],
  ['description:*call*', 'description.like=*call*'],
  ['description:"*call*"', 'description=*call*'],
  ['description:~^call', 'description.regex=^call'],
  ['type:*', 'usageType.isnull=false'],
  ['-type:*', 'usageType.isnull=true'],
  ['status:rejected Ingrid Bø', 'status=rejected&any=Ingrid Bø'],
  ['Ingrid Bø status:rejected +4930231250', 'status=rejected&any=Ingrid Bø&any=+4930231250'],
  ['any:a,b', 'any=a,b'],
  ['rule:missing:duration,blank:cell', 'brokenRule=missing:duration,blank:cell'],
  ['status=rated&party=customer-1', 'status=rated&relatedParty.id=customer-1'],
  ['status=rated;usageType=SMS', 'status=rated;usageType=SMS'],
  ['characteristic.originatingNumber=+33199000123', 'characteristic.originatingNumber=+33199000123'],
  ['description=Import second part&sort=-usageDate', 'description=Import second part&sort=-usageDate'],
  ['usageDate>=2026-11', 'usageDate.gte=2026-11'],
  ['?status=rated', 'status=rated'],
  ['http://127.0.0.1:3000/tmf-api/usageManagement/v4/usage?status=rated&limit=5', 'status=rated'],
  ["filter=relatedParty[?(@.role=='user')]", "filter=$.relatedParty[?(@.role == 'user')]"],
])('%p means %p', (text, query) => {
  expect(meant(text)).toBe(query)
})

test.each([
  ['status:lost', 'Unknown status lost'],
  ['type:', 'type: a value must follow the colon'],
  ['duration:>', 'duration: a value must follow the colon'],
  ['duration:..', 'duration: a value must follow the colon'],
  ['duration:abc', 'duration is a number; abc is not'],
  ['status:rated OR type:Voice', 'OR is not supported'],
  ['-description:*x*', 'cannot be excluded'],
  ['any:*', 'finds a text'],
  ['any:>5', 'finds a text'],
  ['-Oslo', 'only values of an attribute can be excluded'],
  ['status:rated -"Ingrid Bø"', 'only values of an attribute can be excluded'],
  ['filter=a[', 'filter:'],
  ['sort=a=b', 'sort must have the form'],
])('%p is a problem: %p', (text, message) => {
  expect(() => meant(text)).toThrow(SearchProblem)
  expect(() => meant(text)).toThrow(message)
})

/** Names and descriptions that have a text in them. */
const named = (before: string, text: string) =>
  ['partyName', 'description'].map((word) => `${before}${word}:~"(?i)${text}"`)

test('names and descriptions with a text in them are asked for in whatever case, letter for letter', () => {
  const [, party = '', description = ''] = suggested('status:rated  Ingrid (Bø)')
  expect([meant(party), meant(description)]).toEqual([
    'status=rated&relatedParty.name.regex=(?i)Ingrid \\(Bø\\)',
    'status=rated&description.regex=(?i)Ingrid \\(Bø\\)',
  ])
  expect([
    textOfContainsPattern(containsPattern('a.b|c')),
    textOfContainsPattern('(?i)a.b'),
    textOfContainsPattern('abc'),
  ]).toEqual(['a.b|c', undefined, undefined])
})

const suggested = (text: string, inUse: { value: string; count: number }[] = []) =>
  suggestionsFor(text, vocabulary, inUse).map((it) => it.text)

test.each<[string, string[]]>([
  ['rej', ['status:rejected', 'rej', ...named('', 'rej')]],
  ['dura', ['duration:', 'dura', ...named('', 'dura')]],
  ['status:rejected dura', ['status:rejected duration:', 'status:rejected dura', ...named('status:rejected ', 'dura')]],
  ['-dura', ['-duration:']],
  ['odd', ['"odd name":', 'odd', ...named('', 'odd')]],
  ['voice', ['specification:Voice-Usage-Specification', 'voice', ...named('', 'voice')]],
  ['+4722', ['+4722']],
  ['status:r', ['status:received', 'status:rejected', 'status:recycled', 'status:rated', 'status:rerated']],
  ['status:rated,b', ['status:rated,billed']],
  ['type:Vo', ['type:Vo']],
  ['status:rated', ['status:rated', 'status:rerated']],
  ['callOutcome:', ['callOutcome:normal', 'callOutcome:"no answer"']],
  ['callOutcome:"no', ['callOutcome:normal', 'callOutcome:"no answer"', 'callOutcome:"no']],
  ['spec:sms', ['spec:SMS-Usage-Specification', 'spec:sms']],
  ['status=ra', []],
])('%p may become %j', (text, texts) => {
  expect(suggested(text)).toEqual(texts)
})

test('an empty box says what can be asked, an id can be opened', () => {
  expect(suggested('').slice(0, 3)).toEqual(['status:', 'specification:', 'type:'])
  expect(suggestionsFor('01M855X4JZXG416MS53YYBDWJ6', vocabulary, [])[0]).toMatchObject({ kind: 'open', isWhole: true })
})

test('a characteristic of several specifications is one: with the type that is known, and all values that are allowed', () => {
  const specification = (id: string, ...specCharacteristic: object[]) => ({
    id,
    href: '',
    lastUpdate: '',
    name: id,
    specCharacteristic,
  })
  const attributes = attributesOf([
    specification('a', { name: 'volume' }, { name: 'radio', characteristicValueSpecification: [{ value: 'LTE' }] }),
    specification(
      'b',
      { name: 'volume', valueType: 'integer', characteristicValueSpecification: [{ unitOfMeasure: 'KB' }] },
      { name: 'radio', characteristicValueSpecification: [{ value: 'NR' }] },
    ),
  ])
  expect(attributes.find(({ label }) => label === 'volume')).toMatchObject({
    kind: 'number',
    unit: 'KB',
    of: ['a', 'b'],
  })
  expect(attributes.find(({ label }) => label === 'radio')).toMatchObject({ kind: 'text', values: ['LTE', 'NR'] })
})

test('values in use join those that are known, with how often they are', () => {
  const found = suggestionsFor('party:cust', vocabulary, [{ value: 'customer-1', count: 42 }])
  expect(found[0]).toMatchObject({ text: 'party:customer-1', hint: '42 recent', isWhole: true })
  expect(suggestionsFor('spec:', vocabulary, [{ value: 's-1', count: 3 }])[0]).toMatchObject({
    text: 'spec:Voice-Usage-Specification',
    hint: '3 recent',
  })
})

test.each<[string, string | undefined, string | undefined]>([
  ['party:cust', 'relatedParty.id', 'cust'],
  ['a party:x,"b c', 'relatedParty.id', 'b c'],
  ['duration:>5', 'characteristic.duration', '5'],
  ['party:cust ', undefined, undefined],
  ['cust', undefined, undefined],
])('%p asks for a value of %p beginning with %p', (text, path, begun) => {
  const asked = askedIn(text, vocabulary)
  expect([asked?.attribute.path, asked?.begun]).toEqual([path, begun])
})
