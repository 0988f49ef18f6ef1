import type { CharacteristicSpecification, UsageSpecificationCreate } from '../../shared/usageSpecification'
import { home } from './parties'
import { idAt, makeRandom } from './random'

/** The time of creation: before all usages. */
const made = Date.UTC(2025, 0, 6, 9)

export const services = ['Voice', 'SMS', 'Data', 'Roaming'] as const
export type Service = (typeof services)[number]

export interface SeedSpecification {
  id: string
  document: UsageSpecificationCreate
}

/** The specifications of a seed. Their ids depend only on the seed, so that a second run finds those of the first. */
export const specificationsOf = (seed: number): Record<Service, SeedSpecification> => ({
  Voice: specification(seed, 'Voice', 'A voice call on the home network', voice),
  SMS: specification(seed, 'SMS', 'A short message', sms),
  Data: specification(seed, 'Data', 'A mobile data session', data),
  Roaming: specification(seed, 'Roaming', 'What a subscriber of one network uses on another', roaming),
})

const specification = (
  seed: number,
  service: Service,
  description: string,
  specCharacteristic: CharacteristicSpecification[],
): SeedSpecification => ({
  id: idAt(made, makeRandom(seed, `specification ${service}`)),
  document: {
    name: `${service}-Usage-Specification`,
    description,
    version: '1.0',
    lifecycleStatus: 'Active',
    isBundle: false,
    enforcement: 'quarantine',
    validFor: { startDateTime: '2025-01-01T00:00:00Z', endDateTime: '2099-12-31T23:59:59Z' },
    relatedParty: [{ ...home.as.homeOperator, role: 'owner' }],
    specCharacteristic,
  },
})

type Rules = Partial<CharacteristicSpecification>

const characteristic = (
  name: string,
  valueType: string,
  description: string,
  rules: Rules = {},
): CharacteristicSpecification => ({
  name,
  description,
  valueType,
  configurable: false,
  minCardinality: 1,
  maxCardinality: 1,
  ...rules,
})

const optional = { minCardinality: 0 }

const range = (valueFrom: number, valueTo: number, unitOfMeasure?: string): Rules => ({
  characteristicValueSpecification: [
    { valueType: 'integer', valueFrom, valueTo, rangeInterval: 'closed', ...(unitOfMeasure && { unitOfMeasure }) },
  ],
})

const words = (...values: string[]): Rules => ({
  extensible: false,
  characteristicValueSpecification: values.map((value) => ({ valueType: 'string', value })),
})

const e164 = { regex: '^\\+[1-9][0-9]{6,14}$' }
const network = { regex: '^[0-9]{5,6}$' }

export const rejectionReasons = ['subscriberUnknown', 'duplicateRecord', 'tariffMissing', 'recordTooOld']

const imsi = characteristic('imsi', 'string', 'The SIM, by its international subscriber identity', {
  regex: '^[0-9]{15}$',
})
const cellId = characteristic('cellId', 'string', 'Country, network, area and cell', {
  regex: '^[0-9]{3}-[0-9]{2,3}-[0-9]{1,5}-[0-9]{1,9}$',
})
const rejectionReason = characteristic('rejectionReason', 'string', 'Why the record was turned down', {
  ...optional,
  ...words(...rejectionReasons),
})

const voice = [
  characteristic('originatingNumber', 'string', 'Who calls', e164),
  characteristic('destinationNumber', 'string', 'Who is called', e164),
  characteristic('startDateTime', 'dateTime', 'When the call was answered, or given up'),
  characteristic('duration', 'integer', 'How long it was charged for', range(0, 14_400, 'SEC')),
  characteristic('callOutcome', 'string', 'How it ended', words('normal', 'noAnswer', 'busy', 'dropped')),
  characteristic('isOnNet', 'boolean', 'Whether it stayed on the home network'),
  imsi,
  cellId,
  rejectionReason,
]

const sms = [
  characteristic('originatingNumber', 'string', 'Who sends', e164),
  characteristic('destinationNumber', 'string', 'Who is to get it', e164),
  characteristic('segments', 'integer', 'How many messages it took', range(1, 10)),
  characteristic('deliveryStatus', 'string', 'What became of it', words('delivered', 'expired', 'failed')),
  imsi,
  { ...cellId, ...optional },
  rejectionReason,
]

const data = [
  characteristic('msisdn', 'string', 'The number of the subscriber', e164),
  imsi,
  characteristic('session', 'timePeriod', 'From when until when'),
  characteristic('volumeUp', 'integer', 'Sent', range(0, 104_857_600, 'KB')),
  characteristic('volumeDown', 'integer', 'Received', range(0, 104_857_600, 'KB')),
  characteristic('accessPoint', 'string', 'The access point name', {
    ...words('internet.example', 'fleet.example', 'office.example'),
    extensible: true,
  }),
  characteristic('radioAccess', 'string', 'The radio technology', words('UMTS', 'LTE', 'NR')),
  characteristic('ratingGroup', 'integer', 'What kind of traffic, as the charging rules number it', range(1, 9_999)),
  cellId,
  rejectionReason,
]

const roaming = [
  characteristic('recordId', 'string', 'Identifies the record between the two networks', {
    isUnique: true,
    regex: '^[0-9A-Z]{16}$',
  }),
  characteristic(
    'direction',
    'string',
    'outbound: our subscriber abroad; inbound: a guest here',
    words('outbound', 'inbound'),
  ),
  characteristic('service', 'string', 'What was used', words('voice', 'sms', 'data')),
  imsi,
  characteristic('visitedNetwork', 'string', 'Country and network code where it was used', network),
  characteristic('homeNetwork', 'string', 'Country and network code of the subscriber', network),
  characteristic('visitedCountry', 'string', 'ISO 3166 code', { regex: '^[A-Z]{2}$' }),
  characteristic('fileSequenceNumber', 'integer', 'The exchanged file it came in', range(1, 99_999)),
  characteristic('duration', 'integer', 'Of a call', { ...optional, ...range(0, 14_400, 'SEC') }),
  characteristic('volume', 'integer', 'Of data, both ways', { ...optional, ...range(0, 104_857_600, 'KB') }),
  characteristic('exchangeRate', 'number', 'SDR to euro'),
  rejectionReason,
]
