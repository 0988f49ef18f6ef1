/** Errors in JSON text. */
export const json = {
  value: 'Expected a value: text in quotes, a number, true, false, [ or {',
  name: 'Expected a name in double quotes',
  colon: 'Expected :',
  comma: (close: string) => `Expected , or ${close}`,
  tooManyCommas: (close: string) => `Extra comma before this ${close}`,
  unclosed: (close: string) => `The text ends before the closing ${close}`,
  early: 'The text ends too early',
  more: 'Unexpected text after the end',
  deep: 'Too deeply nested',
  inexact: (nearest: string) =>
    `This number cannot be stored exactly: write ${nearest}, or put it in quotes where the value may be text`,
  twice: (name: string) => `${name} occurs twice: only one of them can be kept`,
  at: (line: number, column: number, message: string) => `Line ${line}, column ${column}: ${message}`,
}
