const rules = new Intl.PluralRules('en')
const numbers = new Intl.NumberFormat()

/** `plural(3, '# usage', '# usages')` is `3 usages`. */
export const plural = (count: number, one: string, other: string): string =>
  (rules.select(count) === 'one' ? one : other).replace('#', numbers.format(count))
