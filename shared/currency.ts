/** The units that amounts of a currency are rounded to. Imports nothing. */

/** Decimal places of the minor unit where there are not two (ISO 4217). */
const decimals: Record<number, string> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
}

/** Currencies whose amounts are customarily whole although they have a minor unit (Unicode CLDR, `_digits` and `_cashDigits`). */
const whole =
  'AFN ALL AMD COP CRC CZK GYD HUF IDR IQD IRR KPW LAK LBP MGA MMK MNT MUR NOK PKR RSD SEK SLL SOS SYP TWD TZS UZS VEF YER INR'

/** What is paid in cash is rounded to (Unicode CLDR, `_cashRounding`; the rules of central banks and tax authorities). */
const cash: Record<string, string> = {
  0.05: 'AUD CAD CHF EUR MYR SGD',
  0.1: 'AUD BAM BND HKD ILS NZD ZAR',
  0.25: 'THB',
  0.5: 'DKK NOK SEK',
  1: 'CZK NOK SEK TWD',
  5: 'HUF',
  10: 'CLP ISK KRW',
  50: 'COP',
}

const pairs = (table: Record<string, string>): [code: string, key: number][] =>
  Object.entries(table).flatMap(([key, codes]) =>
    codes.split(' ').map((code) => [code, Number(key)] as [string, number]),
  )

const decimalsOf = new Map(pairs(decimals))
const customarilyWhole = new Set(whole.split(' '))
const cashSteps = Map.groupBy(pairs(cash), ([code]) => code)

/** The units that amounts of a currency are rounded to, in the currency. */
export interface Rounding {
  /** The units of prices and taxes, the minor unit of the currency first. */
  units: number[]
  /** The units of what is paid in cash. */
  cash: number[]
}

/** The rounding of a currency, given by its code (ISO 4217) in upper or lower case. Other text, such as a symbol or points, may count whole units or hundredths. */
export function roundingOf(currency: string): Rounding {
  const code = currency.trim().toUpperCase()
  const minor = 10 ** -(decimalsOf.get(code) ?? 2)
  const isWhole = customarilyWhole.has(code) || !/^[A-Z]{3}$/.test(code)
  return {
    units: isWhole && minor < 1 ? [minor, 1] : [minor],
    cash: cashSteps.get(code)?.map(([, step]) => step) ?? [],
  }
}
