import type { UsageCharacteristic, UsageCreate } from '../../shared/usage'
import type { UsageStatus } from '../../shared/vocabulary'
import { spoil } from './mistakes'
import {
  type Customer,
  cellOf,
  customerCount,
  home,
  imsiOf,
  makeCustomers,
  numberOf,
  type Operator,
  partners,
  type RelatedParty,
} from './parties'
import { idAt, makeRandom, makeZipf, type Random } from './random'
import { type Charge, rate } from './rating'
import { makeRhythm } from './rhythm'
import { rejectionReasons, type Service, specificationsOf } from './specifications'

export interface SeedOptions {
  count: number
  /** The usages arrive in this many days before `until`. */
  days: number
  until: Date
  seed: number
}

export interface SeedUsage {
  /** A ULID of the time of arrival. */
  id: string
  document: UsageCreate
}

const minute = 60_000
const day = 24 * 60 * minute

/** Generates realistic telecom usages in the order of arrival. The same options give the same usages. */
export function* usages({ count, days, until, seed }: SeedOptions): Generator<SeedUsage> {
  const random = makeRandom(seed, 'usages')
  const customers = makeCustomers(seed)
  const drawCustomer = makeZipf(customerCount, 1.02)
  const drawPartner = makeZipf(partners.length, 1)
  const arrivalAt = makeRhythm(days, until)
  const references = referencesOf(seed)
  const draw: Draw = {
    random,
    customer: () => customers[drawCustomer(random)] as Customer,
    partner: () => partners[drawPartner(random)] as Operator,
  }
  for (let index = 0; index < count; index++) {
    const arrived = Math.floor(arrivalAt((index + random.next()) / count))
    const service = pickService(random)
    const happened = new Date(arrived - lag(service, random))
    const id = idAt(arrived, random)
    const event = events[service](draw, happened, id)
    yield {
      id,
      document: {
        ...complete(event, service, happened, arrived, until, random),
        usageSpecification: references[service],
      },
    }
  }
}

interface Draw {
  random: Random
  customer(): Customer
  partner(): Operator
}

/** A usage before rating. */
interface Event {
  description: string
  characteristics: UsageCharacteristic[]
  parties: RelatedParty[]
  charge: Charge
  isPrepaid: boolean
}

const referencesOf = (seed: number) => {
  const { Voice, SMS, Data, Roaming } = specificationsOf(seed)
  const reference = ({ id, document }: typeof Voice) => ({
    id,
    name: document.name,
    '@referredType': 'UsageSpecification',
  })
  return { Voice: reference(Voice), SMS: reference(SMS), Data: reference(Data), Roaming: reference(Roaming) }
}

function pickService(random: Random): Service {
  const share = random.next()
  return share < 0.62 ? 'Data' : share < 0.84 ? 'Voice' : share < 0.93 ? 'SMS' : 'Roaming'
}

/** The time from the event to its arrival: seconds at home; for roaming, the time until the partner sends its next file. */
const lag = (service: Service, random: Random): number =>
  service === 'Roaming' ? 10 * minute + random.next() * 110 * minute : 1_000 + random.exponential(40_000)

function complete(
  { description, characteristics, parties, charge, isPrepaid }: Event,
  usageType: Service,
  happened: Date,
  arrived: number,
  until: Date,
  random: Random,
) {
  const status = statusAt(until.getTime() - arrived, isPrepaid, random)
  const isSpoilt = status === 'rejected' && random.chance(0.7)
  const isTurnedDown = !isSpoilt && (status === 'rejected' || status === 'recycled')
  const rated = status === 'rated' || status === 'rerated' || status === 'billed'
  const ratedAt = new Date(
    Math.min(until.getTime(), arrived + 500 + random.exponential(status === 'rerated' ? 2 * day : minute)),
  )
  return {
    description,
    usageDate: happened.toISOString(),
    usageType,
    status,
    ...(rated && { ratedProductUsage: rate(charge, ratedAt, status === 'billed', status === 'rerated', random) }),
    relatedParty: parties,
    usageCharacteristic: isSpoilt
      ? spoil(characteristics, usageType, random)
      : isTurnedDown
        ? [...characteristics, text('rejectionReason', random.pick(rejectionReasons))]
        : characteristics,
  } satisfies Omit<UsageCreate, 'usageSpecification'>
}

/** The status of a usage by its age: new ones are received, most are billed after two weeks, a few remain stuck. */
function statusAt(age: number, isPrepaid: boolean, random: Random): UsageStatus {
  const share = random.next()
  if (share < 0.018) return 'rejected'
  if (share < 0.024) return 'recycled'
  if (share < 0.036 || (age < 30 * minute && share < 0.5)) return 'received'
  if (share < 0.056 || (age < 2 * 60 * minute && share < 0.6)) return 'guided'
  if (share < 0.07) return 'rerated'
  return isPrepaid || age > 14 * day ? 'billed' : 'rated'
}

const events: Record<Service, (draw: Draw, happened: Date, id: string) => Event> = {
  Voice: voice,
  SMS: sms,
  Data: data,
  Roaming: roaming,
}

function voice({ random, customer, partner }: Draw, happened: Date): Event {
  const caller = customer()
  const other = random.chance(0.45) ? undefined : partner()
  const callOutcome = random.chance(0.78) ? 'normal' : random.pick(['noAnswer', 'noAnswer', 'busy', 'dropped'])
  const duration =
    callOutcome === 'noAnswer' || callOutcome === 'busy' ? 0 : Math.min(14_400, Math.ceil(random.exponential(140)))
  return {
    description: other ? `Voice call to ${other.name}` : `Voice call on ${home.name}`,
    characteristics: [
      text('originatingNumber', caller.number),
      text('destinationNumber', other ? numberOf(other, random) : customer().number),
      { name: 'startDateTime', valueType: 'dateTime', value: happened.toISOString() },
      integer('duration', duration),
      text('callOutcome', callOutcome),
      { name: 'isOnNet', valueType: 'boolean', value: !other },
      text('imsi', caller.imsi),
      text('cellId', cellOf(caller, random)),
    ],
    parties: other ? [caller.party, other.as.partner] : [caller.party],
    charge: chargeTo(caller, Math.ceil(duration / 60) * (other ? 12 : 5), other?.country !== 'US'),
    isPrepaid: caller.isPrepaid,
  }
}

function sms({ random, customer, partner }: Draw): Event {
  const sender = customer()
  const other = random.chance(0.5) ? undefined : partner()
  const segments = Math.min(10, 1 + Math.floor(random.exponential(0.6)))
  const characteristics = [
    text('originatingNumber', sender.number),
    text('destinationNumber', other ? numberOf(other, random) : customer().number),
    integer('segments', segments),
    text('deliveryStatus', random.chance(0.97) ? 'delivered' : random.pick(['expired', 'failed'])),
    text('imsi', sender.imsi),
  ]
  if (random.chance(0.9)) characteristics.push(text('cellId', cellOf(sender, random)))
  return {
    description: other ? `SMS to ${other.name}` : `SMS on ${home.name}`,
    characteristics,
    parties: other ? [sender.party, other.as.partner] : [sender.party],
    charge: chargeTo(sender, segments * 9, true),
    isPrepaid: sender.isPrepaid,
  }
}

function data({ random, customer }: Draw, happened: Date): Event {
  const user = customer()
  const isFleet = user.product.name === 'Connected Fleet'
  const volumeDown = Math.min(104_857_600, Math.ceil(random.logNormal(isFleet ? 24 : 9_000, 1.6)))
  const volumeUp = Math.ceil(volumeDown * (isFleet ? 1.5 : 0.02 + random.next() * 0.2))
  const accessPoint = isFleet
    ? 'fleet.example'
    : user.product.name === 'Office Mobile'
      ? 'office.example'
      : 'internet.example'
  const seconds = Math.min(86_400, Math.ceil(random.exponential(900)))
  return {
    description: `Mobile data session on ${accessPoint}`,
    characteristics: [
      text('msisdn', user.number),
      text('imsi', user.imsi),
      {
        name: 'session',
        valueType: 'timePeriod',
        value: {
          startDateTime: new Date(happened.getTime() - seconds * 1000).toISOString(),
          endDateTime: happened.toISOString(),
        },
      },
      integer('volumeUp', volumeUp),
      integer('volumeDown', volumeDown),
      text('accessPoint', accessPoint),
      text('radioAccess', random.chance(0.55) ? 'LTE' : random.chance(0.9) ? 'NR' : 'UMTS'),
      integer('ratingGroup', random.pick([10, 10, 10, 20, 30, 100])),
      text('cellId', cellOf(user, random)),
    ],
    parties: [user.party],
    charge: chargeTo(user, Math.ceil((volumeUp + volumeDown) / 20_480), true),
    isPrepaid: user.isPrepaid,
  }
}

function roaming({ random, customer, partner }: Draw, happened: Date, id: string): Event {
  const other = partner()
  const isOutbound = random.chance(0.7)
  const traveller = isOutbound ? customer() : undefined
  const [visited, homeOf] = isOutbound ? [other, home] : [home, other]
  const service = random.pick(['data', 'data', 'data', 'voice', 'sms'])
  const duration = Math.min(14_400, Math.ceil(random.exponential(110)))
  const volume = Math.min(104_857_600, Math.ceil(random.logNormal(3_000, 1.5)))
  const cents = service === 'voice' ? Math.ceil(duration / 60) * 19 : service === 'sms' ? 6 : Math.ceil(volume / 5_120)
  const characteristics = [
    text('recordId', id.slice(0, 16)),
    text('direction', isOutbound ? 'outbound' : 'inbound'),
    text('service', service),
    text('imsi', traveller ? traveller.imsi : imsiOf(other, random)),
    text('visitedNetwork', visited.network),
    text('homeNetwork', homeOf.network),
    text('visitedCountry', visited.country),
    integer('fileSequenceNumber', (Math.floor(happened.getTime() / (6 * 60 * minute)) % 99_999) + 1),
    { name: 'exchangeRate', valueType: 'number', value: random.integer(12_000, 12_400) / 10_000 },
  ]
  if (service === 'voice') characteristics.push(integer('duration', duration))
  if (service === 'data') characteristics.push(integer('volume', volume))
  return {
    description: `Roaming ${service} on ${visited.name}`,
    characteristics,
    parties: [...(traveller ? [traveller.party] : []), other.as.partner, homeOf.as.homeOperator],
    // The home network of a guest pays a wholesale price without tax.
    charge: traveller
      ? chargeTo(traveller, cents, false)
      : { cents: Math.ceil(cents / 3), isBundled: false, isTaxExempt: true, product: wholesale },
    isPrepaid: traveller?.isPrepaid ?? false,
  }
}

const wholesale = { id: 'product-wholesale-roaming', name: 'Wholesale Roaming', '@referredType': 'Product' }

const chargeTo = ({ product, isTaxExempt, isPrepaid }: Customer, cents: number, isBundled: boolean): Charge => ({
  cents,
  isBundled: isBundled && !isPrepaid,
  isTaxExempt,
  product,
})

const text = (name: string, value: string): UsageCharacteristic => ({ name, valueType: 'string', value })

const integer = (name: string, value: number): UsageCharacteristic => ({ name, valueType: 'integer', value })
