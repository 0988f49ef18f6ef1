/** Numbers of JSON that a double holds: what the server keeps and the app sends. Imports nothing. */

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** Whether text is a number of JSON that is still the same number after it was read. The server refuses others. */
export const isExactNumber = (text: string): boolean => number.test(text) && digits(text) === digits(String(Number(text)))

/** A number's digits and exponent without sign and padding, so that equal numbers look the same. */
function digits(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().replace(/^-/, '').split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const all = (whole + fraction).replace(/^0+/, '')
  const significant = all.replace(/0+$/, '')
  if (!significant) return '0'
  return `${significant}e${Number(exponent) - fraction.length + all.length - significant.length}`
}
