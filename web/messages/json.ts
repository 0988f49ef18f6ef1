/** What is wrong with text that should be JSON. */
export const json = {
  value: 'Here a value is expected: text in quotes, a number, true, false, [ or {',
  name: 'Here a name in double quotes is expected',
  colon: 'Here : is expected',
  comma: (close: string) => `Here , or ${close} is expected`,
  tooManyCommas: (close: string) => `There is a comma too many before this ${close}`,
  unclosed: (close: string) => `It ends before the ${close} that closes it`,
  early: 'It ends too early',
  more: 'There is more after the end',
  deep: 'It is too deep to be read',
  inexact: 'This number has more digits or size than can be kept exactly: put it in quotes',
  twice: (name: string) => `${name} is here twice: only one of them can be kept`,
  at: (line: number, column: number, message: string) => `Line ${line}, column ${column}: ${message}`,
}
