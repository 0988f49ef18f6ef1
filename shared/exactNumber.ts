/** JSON numbers that a double represents exactly: the server stores and the app sends only these. Imports nothing. */

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** Whether text is a JSON number of any length. */
export const isNumber = (text: string): boolean => number.test(text)

/** Whether text is a JSON number that keeps its value when read as a double. The server refuses others. */
export function isExactNumber(text: string): boolean {
  if (!isNumber(text)) return false
  const [sent, read] = [decimalOf(text), decimalOf(String(Number(text)))]
  return sent.digits === read.digits && sent.exponent === read.exponent
}

/** The number that can be stored and is nearest to a JSON number of any length, as text: `0.02` for `0.01999999999999999872`. */
export function nearestExact(text: string): string {
  const limited = Math.min(Math.max(Number(text), -Number.MAX_VALUE), Number.MAX_VALUE)
  // A negative zero would be stored as 0.
  return String(limited === 0 ? 0 : limited)
}

/** Whether text that is a JSON number is a whole number: `12`, `12.0` and `1.2e1`, but not `1.2`. */
export const isWholeNumber = (text: string): boolean => decimalOf(text).exponent >= 0

/** The canonical text of a number of any length: `1.50`, `15e-1` and `1.5` all become `1.5`. */
export function plainNumber(text: string): string {
  const { digits, exponent } = decimalOf(text)
  if (digits === '') return '0'
  const sign = text.startsWith('-') ? '-' : ''
  const point = digits.length + exponent
  if (exponent > longestPadding || point < -longestPadding) return `${sign}${digits}e${exponent}`
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent)
  return point > 0
    ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
    : `${sign}0.${'0'.repeat(-point)}${digits}`
}
const longestPadding = 30

/** The digits that every spelling of a JSON number contains, apart from its point: `15` for `1.50` and `15e-1`. Empty for zero. */
export const significantDigits = (text: string): string => decimalOf(text).digits

/** Compares two JSON numbers of any length: negative, zero or positive. */
export function compareNumbers(one: string, other: string): number {
  const [first, second] = [signOf(one), signOf(other)]
  if (first !== second || first === 0) return first - second
  return first * compareDecimals(decimalOf(one), decimalOf(other))
}

const signOf = (text: string): number => (decimalOf(text).digits === '' ? 0 : text.startsWith('-') ? -1 : 1)

function compareDecimals(one: Decimal, other: Decimal): number {
  const magnitude = one.digits.length + one.exponent - (other.digits.length + other.exponent)
  if (magnitude !== 0) return magnitude
  return one.digits < other.digits ? -1 : one.digits > other.digits ? 1 : 0
}

interface Decimal {
  /** Without zeros at either end; empty for zero. */
  digits: string
  /** The power of ten that the digits are multiplied by. */
  exponent: number
}

/** A number without its sign in normal form, so that equal numbers have equal parts. */
function decimalOf(text: string): Decimal {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().replace(/^-/, '').split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const all = whole + fraction
  let [from, to] = [0, all.length]
  while (all.charAt(from) === '0') from++
  if (from === to) return { digits: '', exponent: 0 }
  // A loop rather than /0+$/, which takes quadratic time on a long row of zeros.
  while (all.charAt(to - 1) === '0') to--
  return { digits: all.slice(from, to), exponent: Number(exponent) - fraction.length + all.length - to }
}
