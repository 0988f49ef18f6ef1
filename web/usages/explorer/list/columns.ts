import { arrivalOf } from '../../../../shared/dateTime'
import type { Usage } from '../../../../shared/usage'
import { explorerList } from '../../../messages/explorerList'
import { formatTime } from '../../../messages/format'
import type { Zone } from '../../../time/zone'
import { mainParty } from '../../detail/party'
import { formatTotal } from '../../detail/rating/rating'
import { attributeAt } from '../search/attributes'
import type { Vocabulary } from '../search/parseSearchText'

/** A column of the list. */
export interface Column {
  /** The name in the address: one of `builtInColumns`, or the path of an attribute. */
  id: string
  title: string
  hint: string
  width: number
  /** The share of the remaining width; 0 for a fixed width. */
  grow: number
  /** Numbers are right-aligned. */
  isNumber: boolean
  /** The attribute that the column sorts the list by. */
  sortedBy: 'usageDate' | 'id' | undefined
  /** The fields of an export. */
  fields: string[]
  textOf(usage: Usage): string
}

const words = explorerList.columns

/** Columns that show more than the value at a path. */
export const builtInColumns = [
  'usageDate',
  'received',
  'status',
  'usageType',
  'description',
  'party',
  'usageSpecification',
  'amount',
  'id',
] as const
type Own = (typeof builtInColumns)[number]

/** Wide enough for the longest month name in the browser's language. */
const widthOfTime =
  24 +
  7 *
    Math.max(
      ...Array.from(
        { length: 12 },
        (_, month) => formatTime(new Date(Date.UTC(2026, month, 28, 20, 48, 58)).toISOString(), 'UTC', true).length,
      ),
    )

const own: Record<Own, Pick<Column, 'width' | 'fields'> & Partial<Column>> = {
  usageDate: { width: widthOfTime, sortedBy: 'usageDate', fields: ['usageDate'] },
  received: { width: widthOfTime, sortedBy: 'id', fields: ['arrival'] },
  status: { width: 116, fields: ['status'] },
  usageType: { width: 88, fields: ['usageType'] },
  description: { width: 200, grow: 3, fields: ['description'] },
  party: { width: 136, grow: 1, fields: ['relatedParty.id', 'relatedParty.name', 'relatedParty.role'] },
  usageSpecification: { width: 170, grow: 1, fields: ['usageSpecification.id', 'usageSpecification.name'] },
  amount: {
    width: 124,
    isNumber: true,
    fields: ['ratedProductUsage.taxIncludedRatingAmount.value', 'ratedProductUsage.taxIncludedRatingAmount.unit'],
  },
  id: { width: 232, fields: ['id'] },
}

/** The default columns. */
export const defaultColumns: readonly string[] = [
  'usageDate',
  'status',
  'usageType',
  'description',
  'party',
  'usageSpecification',
  'amount',
  'received',
  'id',
] satisfies Own[]

/** A limit for the columns in an address. */
const maxColumns = 40

/** Reads `cols` of the address; undefined if it names no column. */
export function readCols(cols: string | undefined): string[] | undefined {
  const ids = [...new Set((cols ?? '').split(',').map(decoded))].filter((id) => id.trim() !== '').slice(0, maxColumns)
  return ids.length > 0 ? ids : undefined
}

export const writeCols = (ids: readonly string[]): string =>
  ids.map((id) => id.replace(/[%,]/g, encodeURIComponent)).join(',')

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

interface Known extends Vocabulary {
  zone: Zone
}

export const columnsOf = (ids: readonly string[], known: Known): Column[] => ids.map((id) => columnOf(id, known))

function columnOf(id: string, { attributes, specifications, zone }: Known): Column {
  const plain = { id, hint: '', grow: 0, isNumber: false, sortedBy: undefined, width: 150 }
  if (isOwn(id)) {
    const title = id === 'usageDate' || id === 'received' ? words.inZone(words[id], zone) : words[id]
    return { ...plain, title, ...own[id], textOf: textsOf(specifications, zone)[id] }
  }
  const { label, hint, unit, kind } = attributeAt(id, attributes)
  const show = kind === 'date' ? (text: string) => formatTime(text, zone, true) : (text: string) => text
  const textOf = (usage: Usage) => valuesAt(usage, id).map(show).join('; ')
  return {
    ...plain,
    title: unit ? `${label} (${unit})` : label,
    hint,
    isNumber: kind === 'number',
    fields: [id],
    textOf,
  }
}

const isOwn = (id: string): id is Own => Object.hasOwn(own, id)

const textsOf = (specifications: Map<string, string>, zone: Zone): Record<Own, (usage: Usage) => string> => ({
  usageDate: ({ usageDate }) => (usageDate ? formatTime(usageDate, zone, true) : ''),
  received: ({ id }) => {
    const at = arrivalOf(id)
    return at ? formatTime(at, zone, true) : ''
  },
  status: ({ status }) => status,
  usageType: ({ usageType }) => usageType ?? '',
  description: ({ description }) => description ?? '',
  party: (usage) => {
    const party = mainParty(usage)
    return party?.name ?? party?.id ?? ''
  },
  usageSpecification: ({ usageSpecification: { id, name } }) => name ?? specifications.get(id) ?? id,
  amount: ({ ratedProductUsage }) => formatTotal(ratedProductUsage),
  id: ({ id }) => id,
})

const characteristic = /^characteristic\.(.+)$/s

/** The values at a path as text, including those inside lists. */
export function valuesAt(usage: Usage, path: string): string[] {
  const [, name] = characteristic.exec(path) ?? []
  const found =
    name === undefined
      ? path.split('.').reduce<unknown[]>(step, [usage])
      : (usage.usageCharacteristic ?? []).filter((it) => it.name === name).map(({ value }) => value)
  return found
    .flatMap((it) => (Array.isArray(it) ? it : [it]))
    .flatMap((it) => (it === undefined || it === null ? [] : [typeof it === 'string' ? it : JSON.stringify(it)]))
}

const step = (found: unknown[], name: string): unknown[] =>
  found
    .flatMap((it) => (Array.isArray(it) ? it : [it]))
    .flatMap((it) =>
      typeof it === 'object' && it !== null && Object.hasOwn(it, name) ? [(it as Record<string, unknown>)[name]] : [],
    )
