/** Numbers of JSON that a double holds: what the server keeps and the app sends. Imports nothing. */

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** Whether text is a number of JSON, however long. */
export const isNumber = (text: string): boolean => number.test(text)

/** Whether text is a number of JSON that is still the same number after it was read. The server refuses others. */
export function isExactNumber(text: string): boolean {
  if (!isNumber(text)) return false
  const [sent, read] = [decimalOf(text), decimalOf(String(Number(text)))]
  return sent.digits === read.digits && sent.exponent === read.exponent
}

/** Whether text that is a number has nothing behind the point: `12`, `12.0` and `1.2e1`, but not `1.2`. */
export const isWholeNumber = (text: string): boolean => decimalOf(text).exponent >= 0

/** The same text for equal numbers, however long they are: `1.50`, `15e-1` and `1.5` are `1.5`. */
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

interface Decimal {
  /** Without zeros at either end; none of zero. */
  digits: string
  /** Of ten, that they are multiplied by. */
  exponent: number
}

/** A number without its sign, so that equal numbers are the same. */
function decimalOf(text: string): Decimal {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().replace(/^-/, '').split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const all = whole + fraction
  let [from, to] = [0, all.length]
  while (all.charAt(from) === '0') from++
  if (from === to) return { digits: '', exponent: 0 }
  // Not with /0+$/, which begins again at every zero of a long row.
  while (all.charAt(to - 1) === '0') to--
  return { digits: all.slice(from, to), exponent: Number(exponent) - fraction.length + all.length - to }
}
