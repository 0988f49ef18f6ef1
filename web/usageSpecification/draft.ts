import type { CharacteristicSpecification, UsageSpecificationCreate } from '../../shared/usageSpecification'
import { findProblem } from './shape'
import { without } from './values'

/**
 * A specification being written. The document is what will be sent, whole, so that the form and its JSON cannot disagree;
 * the form shows of it what it knows and leaves the rest alone.
 */
export interface Draft {
  document: UsageSpecificationCreate
  /** A key for each characteristic, so that a row keeps its focus when it moves. */
  keys: number[]
  /** The JSON while somebody types it, which need not be valid. */
  text: string | undefined
}

export type Action =
  | { type: 'set'; change: Partial<UsageSpecificationCreate> }
  | { type: 'characteristic'; at: number; to: CharacteristicSpecification }
  | { type: 'add' }
  | { type: 'duplicate' | 'remove' | 'up' | 'down'; at: number }
  | { type: 'text'; text: string }

export const emptyDraft: Draft = { document: { name: '', version: '1.0', lifecycleStatus: 'In design' }, keys: [], text: undefined }

export function reduce(draft: Draft, action: Action): Draft {
  if (action.type === 'text') return readText(draft, action.text)
  if (action.type === 'set') return { ...draft, document: without({ ...draft.document, ...action.change }), text: undefined }
  const rows = (draft.document.specCharacteristic ?? []).map((it, index) => ({ it, key: draft.keys[index] ?? index }))
  return withRows(draft, changeRows(rows, action))
}

interface Row {
  it: CharacteristicSpecification
  key: number
}

function changeRows(rows: Row[], action: Exclude<Action, { type: 'text' | 'set' }>): Row[] {
  const key = Math.max(-1, ...rows.map((row) => row.key)) + 1
  if (action.type === 'add') return [...rows, { it: { name: '', valueType: 'string', minCardinality: 0, maxCardinality: 1 }, key }]
  const { at } = action
  const row = rows[at]
  if (!row) return rows
  switch (action.type) {
    case 'characteristic':
      return rows.with(at, { ...row, it: action.to })
    case 'remove':
      return rows.toSpliced(at, 1)
    case 'duplicate':
      return rows.toSpliced(at + 1, 0, { it: { ...without({ ...row.it, id: undefined }), name: copyName(row.it.name, rows) }, key })
    case 'up':
      return at === 0 ? rows : rows.toSpliced(at, 1).toSpliced(at - 1, 0, row)
    case 'down':
      return rows.toSpliced(at, 1).toSpliced(at + 1, 0, row)
  }
}

const withRows = (draft: Draft, rows: Row[]): Draft => ({
  document: without({ ...draft.document, specCharacteristic: rows.length > 0 ? rows.map((row) => row.it) : undefined }),
  keys: rows.map((row) => row.key),
  text: undefined,
})

function copyName(name: string | undefined, rows: Row[]): string {
  const taken = new Set(rows.map((row) => row.it.name))
  for (let number = 2; ; number++) if (!taken.has(`${name ?? ''}${number}`)) return `${name ?? ''}${number}`
}

/** Takes the JSON as typed: the document follows whenever it can be read. */
function readText(draft: Draft, text: string): Draft {
  if (findProblem(text)) return { ...draft, text }
  const document = JSON.parse(text) as UsageSpecificationCreate // Its shape was just looked at.
  const count = document.specCharacteristic?.length ?? 0
  return { document, keys: Array.from({ length: count }, (_, index) => draft.keys[index] ?? Math.max(-1, ...draft.keys) + 1 + index), text }
}

/** The JSON of a draft, as it will be sent. */
export const toText = (draft: Draft): string => draft.text ?? JSON.stringify(draft.document, null, 2)

/** Whether there is anything to lose. */
export const isChanged = (draft: Draft): boolean => toText(draft) !== toText(emptyDraft)
