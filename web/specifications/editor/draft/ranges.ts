/** The ends of a range, as in a value specification; an end that is not a number is kept as written. */
export interface RangeEnds {
  valueFrom?: number | string
  valueTo?: number | string
  rangeInterval?: string
}

const dash = /\s*(?:–|—|\.\.\.?|…|(?<=[\d*])-|\s-\s|\bto\b)\s*/
const atLeast = /^(?:>=|≥|from\b|at least\b|min\b)\s*(.*)$/i
const atMost = /^(?:<=|≤|up to\b|at most\b|max\b|to\b)\s*(.*)$/i

/** Reads `0–100`, `0..100`, `≥ 0`, `< 10`, `[0–10)`. Any other text becomes the low end, where the checker reports it. */
export function readRange(written: string): RangeEnds {
  const [, open = '', text = '', close = ''] = /^\s*([[(]?)\s*(.*?)\s*([\])]?)\s*$/s.exec(written) ?? []
  if (text === '') return {}
  const least = atLeast.exec(text)?.[1]
  if (least !== undefined) return { valueFrom: endOf(least), rangeInterval: 'closed' }
  const most = atMost.exec(text)?.[1]
  if (most !== undefined) return { valueTo: endOf(most), rangeInterval: 'closed' }
  if (text.startsWith('>')) return { valueFrom: endOf(text.slice(1)), rangeInterval: 'open' }
  if (text.startsWith('<')) return { valueTo: endOf(text.slice(1)), rangeInterval: 'open' }
  const [from = '', to, ...more] = text.split(dash)
  if (more.length > 0) return { valueFrom: text }
  const ends = { ...(from !== '' && { valueFrom: endOf(from) }), ...(to && { valueTo: endOf(to) }) }
  return { ...ends, rangeInterval: intervalOf(open, close) }
}

const intervalOf = (open: string, close: string) =>
  open === '(' ? (close === ')' ? 'open' : 'closedTop') : close === ')' ? 'closedBottom' : 'closed'

function endOf(written: string): number | string {
  const text = written.trim().replace(/^−/, '-')
  const number = Number(text)
  return Number.isSafeInteger(number) && String(number) === text ? number : text
}

/** The inverse of reading. */
export function writeRange({ valueFrom, valueTo, rangeInterval = 'closed' }: RangeEnds): string {
  const interval = rangeInterval.toLowerCase()
  const [hasBottom, hasTop] = [
    interval !== 'open' && interval !== 'closedtop',
    interval !== 'open' && interval !== 'closedbottom',
  ]
  if (valueFrom === undefined && valueTo === undefined) return ''
  if (valueTo === undefined) return typeof valueFrom === 'string' ? valueFrom : `${hasBottom ? '≥' : '>'} ${valueFrom}`
  if (valueFrom === undefined) return `${hasTop ? '≤' : '<'} ${valueTo}`
  const range = `${valueFrom}–${valueTo}`
  return hasBottom && hasTop ? range : `${hasBottom ? '[' : '('}${range}${hasTop ? ']' : ')'}`
}

/** The minimum and maximum number of values. */
export interface Cardinality {
  minCardinality?: number | string
  maxCardinality?: number | string
}

const endless = /^(?:\*|n|m|∞|many|unbounded)?$/i

/** Reads `1`, `0–1`, `2..*`, `[1..n]`. */
export function readCardinality(written: string): Cardinality {
  const text = written.trim().replace(/^\[(.*)\]$/s, '$1')
  if (text === '') return {}
  const [least = '', most] = text.replace(/^(\d+)\+$/, '$1–*').split(dash)
  if (most === undefined) return { minCardinality: endOf(least), maxCardinality: endOf(least) }
  return {
    ...(least !== '' && { minCardinality: endOf(least) }),
    ...(!endless.test(most) && { maxCardinality: endOf(most) }),
  }
}

export function writeCardinality({ minCardinality, maxCardinality }: Cardinality): string {
  if (minCardinality === undefined && maxCardinality === undefined) return ''
  if (minCardinality === maxCardinality) return String(minCardinality)
  return `${minCardinality ?? 0}–${maxCardinality ?? '*'}`
}
