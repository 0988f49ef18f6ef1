import type { UsageCreate } from '../../shared/usage'
import { makeRandom, type Random } from './random'

export type RelatedParty = NonNullable<UsageCreate['relatedParty']>[number]

/** An invented network: no operator has these names, and the network codes are reserved for tests and private networks (MCC 001 and 999). */
export interface Operator {
  network: string
  country: string
  name: string
  /** Numbers that the regulator of the country reserves for fiction: a prefix, and the number of random digits. */
  numbers: { prefix: string; digits: number }
  as: Record<'partner' | 'homeOperator', RelatedParty>
}

const operator = (network: string, country: string, name: string, prefix: string, digits: number): Operator => {
  const party = (role: string): RelatedParty => ({
    id: `operator-${network}`,
    name,
    role,
    '@referredType': 'Organization',
  })
  return {
    network,
    country,
    name,
    numbers: { prefix, digits },
    as: { partner: party('partner'), homeOperator: party('homeOperator') },
  }
}

export const home = operator('00101', 'FR', 'Tallyman Mobile', '+3363998', 4)

/** The roaming partners, the busiest first. */
export const partners = [
  operator('99901', 'GB', 'Albion Cellular', '+447700900', 3),
  operator('99902', 'DE', 'Rheintal Mobilfunk', '+4917139200', 2),
  operator('99903', 'US', 'Prairie Wireless', '+120255501', 2),
  operator('99904', 'SE', 'Norrsken Mobil', '+4670174069', 1),
  operator('99905', 'IE', 'Shannon Telecom', '+35320913', 4),
  operator('99906', 'AU', 'Southern Cross Mobile', '+6125550', 4),
] as const

export interface Customer {
  party: RelatedParty
  number: string
  imsi: string
  product: { id: string; name: string; '@referredType': string }
  /** True if usages are billed at once. */
  isPrepaid: boolean
  isTaxExempt: boolean
  /** The cell where the customer usually is. */
  cell: number
}

/** The number of customers of the home network. */
export const customerCount = 10_000
const organisations = 150
const cells = 2_400

/** The customers of the home network, the heaviest users first: organisations, then people. */
export function makeCustomers(seed: number): Customer[] {
  const random = makeRandom(seed, 'customers')
  return Array.from({ length: customerCount }, (_, index) => {
    const id = `customer-${String(index + 1).padStart(5, '0')}`
    const isOrganisation = index < organisations
    const name = isOrganisation ? organisationName(random) : `${random.pick(firstNames)} ${random.pick(lastNames)}`
    const product = isOrganisation ? random.pick(businessOffers) : random.pick(offers)
    return {
      party: { id, name, role: 'customer', '@referredType': isOrganisation ? 'Organization' : 'Individual' },
      // Spreads the numbers; they are unique, because 3,361 and 10,000 have no common factor.
      number: `${home.numbers.prefix}${String((index * 3_361 + seed) % customerCount).padStart(4, '0')}`,
      imsi: `${home.network}${String(1_000_000_000 + index * 7_919).slice(-10)}`,
      product: { id: `product-${id.slice(-5)}-${product.code}`, name: product.name, '@referredType': 'Product' },
      isPrepaid: product.isPrepaid,
      isTaxExempt: isOrganisation && random.chance(0.04),
      cell: random.integer(0, cells - 1),
    }
  })
}

/** A cell of the home network, usually near the customer's own. */
export function cellOf(customer: Customer, random: Random): string {
  const cell = random.chance(0.85) ? (customer.cell + random.integer(0, 5)) % cells : random.integer(0, cells - 1)
  return `001-01-${4_000 + Math.floor(cell / 48)}-${100_000 + cell * 17}`
}

export const numberOf = ({ numbers }: Operator, random: Random): string =>
  numbers.prefix + String(random.integer(0, 10 ** numbers.digits - 1)).padStart(numbers.digits, '0')

/** A random subscriber of a network. */
export const imsiOf = ({ network }: Operator, random: Random): string =>
  network + String(random.integer(0, 9_999_999_999)).padStart(10, '0')

const offers = [
  { code: 'prepaid', name: 'Prepaid', isPrepaid: true },
  { code: 'mobile-s', name: 'Mobile S', isPrepaid: false },
  { code: 'mobile-m', name: 'Mobile M', isPrepaid: false },
  { code: 'mobile-l', name: 'Mobile L', isPrepaid: false },
  { code: 'mobile-xl', name: 'Mobile XL', isPrepaid: false },
]

const businessOffers = [
  { code: 'fleet', name: 'Connected Fleet', isPrepaid: false },
  { code: 'office', name: 'Office Mobile', isPrepaid: false },
]

const organisationName = (random: Random): string => `${random.pick(places)} ${random.pick(trades)}`

const places = [
  'Bellevue',
  'Clairmont',
  'Delta',
  'Estuary',
  'Fontaine',
  'Granite',
  'Harbour',
  'Juniper',
  'Lakeside',
  'Meridian',
  'Northgate',
  'Orchard',
  'Pinewood',
  'Quayside',
  'Ridgeway',
]
const trades = [
  'Logistics',
  'Taxis',
  'Couriers',
  'Bakeries',
  'Clinics',
  'Car Hire',
  'Meters',
  'Vending',
  'Security',
  'Rail',
  'Farms',
  'Insurance',
]
const firstNames = [
  'Ada',
  'Amir',
  'Anouk',
  'Bruno',
  'Chiara',
  'Dario',
  'Elif',
  'Emil',
  'Fatou',
  'Hana',
  'Ivo',
  'Jules',
  'Karim',
  'Lena',
  'Mateo',
  'Nadia',
  'Olga',
  'Pavel',
  'Rosa',
  'Sami',
  'Tessa',
  'Yara',
]
const lastNames = [
  'Almeida',
  'Barbier',
  'Costa',
  'Dubois',
  'Eriksen',
  'Fontana',
  'Garnier',
  'Haddad',
  'Ilves',
  'Jansen',
  'Kowalski',
  'Lambert',
  'Moreau',
  'Novak',
  'Olsen',
  'Petit',
  'Roche',
  'Silva',
  'Tanaka',
  'Vidal',
]
