import type { CharacteristicSpecification, UsageSpecificationCreate } from '../../shared/usageSpecification'
import { home } from './parties'
import { idAt, makeRandom } from './random'

/** The time of creation: before all usages. */
const createdAt = Date.UTC(2025, 0, 6, 9)

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
  Roaming: specification(seed, 'Roaming', 'Usage by a subscriber in the network of a roaming partner', roaming),
})

const specification = (
  seed: number,
  service: Service,
  description: string,
  specCharacteristic: CharacteristicSpecification[],
): SeedSpecification => ({
  id: idAt(createdAt, makeRandom(seed, `specification ${service}`)),
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

const imsi = characteristic('imsi', 'string', 'International mobile subscriber identity of the SIM', {
  regex: '^[0-9]{15}$',
})
const cellId = characteristic('cellId', 'string', 'Country code, network code, area and cell', {
  regex: '^[0-9]{3}-[0-9]{2,3}-[0-9]{1,5}-[0-9]{1,9}$',
})
const rejectionReason = characteristic('rejectionReason', 'string', 'The reason for the rejection of the record', {
  ...optional,
  ...words(...rejectionReasons),
})

const voice = [
  characteristic('originatingNumber', 'string', 'Calling number', e164),
  characteristic('destinationNumber', 'string', 'Called number', e164),
  characteristic('startDateTime', 'dateTime', 'The time when the call was answered or abandoned'),
  characteristic('duration', 'integer', 'Charged duration', range(0, 14_400, 'SEC')),
  characteristic('callOutcome', 'string', 'How the call ended', words('normal', 'noAnswer', 'busy', 'dropped')),
  characteristic('isOnNet', 'boolean', 'True if both parties are in the home network'),
  imsi,
  cellId,
  rejectionReason,
]

const sms = [
  characteristic('originatingNumber', 'string', 'Number of the sender', e164),
  characteristic('destinationNumber', 'string', 'Number of the recipient', e164),
  characteristic('segments', 'integer', 'Number of message segments', range(1, 10)),
  characteristic('deliveryStatus', 'string', 'Result of the delivery', words('delivered', 'expired', 'failed')),
  imsi,
  { ...cellId, ...optional },
  rejectionReason,
]

const data = [
  characteristic('msisdn', 'string', 'The number of the subscriber', e164),
  imsi,
  characteristic('session', 'timePeriod', 'Start and end of the session'),
  characteristic('volumeUp', 'integer', 'Sent volume', range(0, 104_857_600, 'KB')),
  characteristic('volumeDown', 'integer', 'Received volume', range(0, 104_857_600, 'KB')),
  characteristic('accessPoint', 'string', 'Access point name', {
    ...words('internet.example', 'fleet.example', 'office.example'),
    extensible: true,
  }),
  characteristic('radioAccess', 'string', 'Radio technology', words('UMTS', 'LTE', 'NR')),
  characteristic('ratingGroup', 'integer', 'Kind of traffic, by its number in the charging rules', range(1, 9_999)),
  cellId,
  rejectionReason,
]

const roaming = [
  characteristic('recordId', 'string', 'Identifier of the record, agreed between the two networks', {
    isUnique: true,
    regex: '^[0-9A-Z]{16}$',
  }),
  characteristic(
    'direction',
    'string',
    'outbound: own subscriber abroad; inbound: guest in the home network',
    words('outbound', 'inbound'),
  ),
  characteristic('service', 'string', 'Kind of service', words('voice', 'sms', 'data')),
  imsi,
  characteristic('visitedNetwork', 'string', 'Country and network code of the visited network', network),
  characteristic('homeNetwork', 'string', 'Country and network code of the home network', network),
  characteristic('visitedCountry', 'string', 'ISO 3166 code of the visited country', { regex: '^[A-Z]{2}$' }),
  characteristic(
    'fileSequenceNumber',
    'integer',
    'Number of the exchanged file that contained the record',
    range(1, 99_999),
  ),
  characteristic('duration', 'integer', 'Duration of a call', { ...optional, ...range(0, 14_400, 'SEC') }),
  characteristic('volume', 'integer', 'Data volume in both directions', {
    ...optional,
    ...range(0, 104_857_600, 'KB'),
  }),
  characteristic('exchangeRate', 'number', 'Exchange rate from SDR to euro'),
  rejectionReason,
]
