import { kindOf } from '../../../../shared/checker/kinds'
import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { cells } from '../draft/cells'
import { type ColumnName, columnNames } from '../draft/places'
import { readValues, without } from '../draft/values'

/** The meaning of a column in a pasted table. */
export const meanings = [
  'ignore',
  ...columnNames,
  'minCardinality',
  'maxCardinality',
  'valueFrom',
  'valueTo',
  'group',
] as const
export type Meaning = (typeof meanings)[number]

const headings: [Meaning, RegExp][] = [
  ['minCardinality', /^(min(imum)?([ _-]?(cardinality|occurs))?)$/],
  ['maxCardinality', /^(max(imum)?([ _-]?(cardinality|occurs))?)$/],
  ['valueFrom', /^((value ?)?from|low(er)?( bound)?|min(imum)? ?value)$/],
  ['valueTo', /^((value ?)?to|until|upper( bound)?|max(imum)? ?value)$/],
  ['valueType', /^(value ?|data ?)?(type|format)$/],
  ['unit', /^units?( of measure)?$|^uom$/],
  ['required', /^(required|mandatory|m\/o|obligatory|compulsory)\??$/],
  ['cardinality', /^(cardinality|occurs|occurrences?|multiplicity)$/],
  ['allowed', /^(allowed( values)?|values|enum(eration)?|permitted( values)?|options|choices|list( of values)?)$/],
  ['range', /^(range|interval|value range)$/],
  ['regex', /^(regex|pattern|regular expression|mask)$/],
  ['default', /^(default( value)?|fallback)$/],
  ['isUnique', /^(unique|is ?unique|key)\??$/],
  ['description', /^(description|meaning|definition|comments?|notes?|remarks?|explanation)$/],
  ['group', /^(group|section|category|block)$/],
  ['name', /^((characteristic|field|attribute|column|parameter|property|element)( ?name)?|name|id(entifier)?|key)$/],
]

const asHeading = (cell: string) => cell.trim().toLowerCase().replaceAll('_', ' ')
const meaningOf = (cell: string): Meaning | undefined =>
  headings.find(([, pattern]) => pattern.test(asHeading(cell)))?.[0]

/** Guesses whether the first row contains headings, and the meaning of each column. */
export function guess(table: readonly string[][]): { hasHeadings: boolean; columns: Meaning[] } {
  const [first = []] = table
  const found = first.map(meaningOf)
  const hasHeadings = found.includes('name') || found.filter(Boolean).length >= 2
  if (!hasHeadings)
    return {
      hasHeadings,
      columns: first.map((_, at) =>
        meaningOfCells(
          table.map((row) => row[at] ?? ''),
          at,
        ),
      ),
    }
  const seen = new Set<Meaning>()
  const columns = found.map((meaning): Meaning => {
    if (!meaning || seen.has(meaning)) return 'ignore'
    seen.add(meaning)
    return meaning
  })
  return { hasHeadings, columns: seen.has('name') ? columns : withName(columns) }
}

/** The first column without another meaning is the name. */
function withName(columns: Meaning[]): Meaning[] {
  const at = columns.indexOf('ignore')
  return at < 0 ? columns : columns.with(at, 'name')
}

/** Without headings: the first column has the names, a column of known types the types, and long text is the description. */
function meaningOfCells(column: string[], at: number): Meaning {
  if (at === 0) return 'name'
  const filled = column.map((cell) => cell.trim()).filter(Boolean)
  if (filled.length === 0) return 'ignore'
  if (filled.every((cell) => kindOf(cell) !== 'any')) return 'valueType'
  if (filled.every((cell) => /^(y|n|yes|no|true|false|m|o|mandatory|optional)$/i.test(cell))) return 'required'
  if (filled.every((cell) => /^\d+\s*(\.\.|–|-)\s*(\d+|\*|n)$/i.test(cell))) return 'cardinality'
  return filled.some((cell) => /\s/.test(cell)) ? 'description' : 'ignore'
}

/** The order in which cells are read: the type before the values, the values before the default. */
const order: ColumnName[] = [
  'name',
  'valueType',
  'cardinality',
  'required',
  'range',
  'allowed',
  'unit',
  'regex',
  'default',
  'isUnique',
  'description',
]

/** One characteristic per row with a name. */
export function characteristicsOf(
  rows: readonly string[][],
  columns: readonly Meaning[],
): CharacteristicSpecification[] {
  return rows.flatMap((row) => {
    const said = (meaning: Meaning) => row[columns.indexOf(meaning)]?.trim() ?? ''
    if (said('name') === '') return []
    const texts: Partial<Record<ColumnName, string>> = Object.fromEntries(columnNames.map((name) => [name, said(name)]))
    const [least, most, from, to] = (['minCardinality', 'maxCardinality', 'valueFrom', 'valueTo'] as const).map(said)
    if (least || most) texts.cardinality ||= `${least || 0}–${most || '*'}`
    if (from || to) texts.range ||= from && to ? `${from}–${to}` : from ? `≥ ${from}` : `≤ ${to}`
    // Without a cardinality, at most one value is assumed.
    if (!texts.cardinality) texts.cardinality = '0–1'
    const it = order.reduce<CharacteristicSpecification>(
      (so, name) => (texts[name] ? cells[name].write(so, texts[name]) : so),
      {},
    )
    return [without({ ...it, group: said('group') || undefined })]
  })
}

/** The columns of a copied table; pasting recognises their headings. */
const copied: [string, (it: CharacteristicSpecification) => string][] = [
  ['Name', cells.name.read],
  ['Type', cells.valueType.read],
  ['Unit', cells.unit.read],
  ['Required', cells.required.read],
  ['Occurs', cells.cardinality.read],
  ['Allowed values', (it) => readValues(it).allowed.join('; ')],
  ['Range', cells.range.read],
  ['Pattern', cells.regex.read],
  ['Default', cells.default.read],
  ['Unique', cells.isUnique.read],
  ['Group', ({ group = '' }) => group],
  ['Description', cells.description.read],
]

/** Characteristics as tab-separated rows for a spreadsheet. */
export const writeSheet = (characteristics: readonly CharacteristicSpecification[]): string =>
  [copied.map(([title]) => title), ...characteristics.map((it) => copied.map(([, read]) => quoted(read(it))))]
    .map((row) => row.join('\t'))
    .join('\n')

const quoted = (cell: string): string => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
