import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'
import { type Path, withValue, writePath } from '../../../json/path'
import { findSyntaxProblem } from '../../../json/syntax'
import type { Row } from './rows'
import { structureProblem } from './shape'
import { without } from './values'

/**
 * A specification being edited. The document is the whole that will be sent, so that form and JSON cannot disagree; the form leaves attributes
 * that it does not know unchanged.
 */
interface State {
  document: UsageSpecificationCreate
  /** One key per characteristic. */
  keys: number[]
  /** The JSON while the user types it; it may be invalid. */
  text: string | undefined
}

export interface Draft extends State {
  past: State[]
  future: State[]
  /** The target of the last change: consecutive changes of one target are one undo step. */
  mark: string | undefined
}

export type Action =
  | { type: 'put'; path: Path; value: unknown }
  | { type: 'rows'; change: (rows: Row[]) => Row[]; mark?: string }
  | { type: 'text'; text: string }
  | { type: 'undo' | 'redo' }
  /** Replaces the document, as a step that can be undone. */
  | { type: 'load'; document: UsageSpecificationCreate }

const mostSteps = 200

export const draftOf = (document: UsageSpecificationCreate): Draft => ({
  ...stateOf(document, []),
  past: [],
  future: [],
  mark: undefined,
})

/** The initial document of a new specification. */
export const emptyDocument: UsageSpecificationCreate = { name: '', version: '1.0', lifecycleStatus: 'In design' }

export const rowsOf = ({ document, keys }: State): Row[] =>
  (document.specCharacteristic ?? []).map((it, index) => ({ it, key: keys[index] ?? index }))

export function reduce(draft: Draft, action: Action): Draft {
  switch (action.type) {
    case 'undo':
      return travel(draft, 'past', 'future')
    case 'redo':
      return travel(draft, 'future', 'past')
    case 'put':
      return step(
        draft,
        stateOf(withValue(draft.document, action.path, action.value), draft.keys),
        writePath(action.path),
      )
    case 'rows':
      return changeRows(draft, action)
    case 'text':
      return step(draft, readText(draft, action.text), 'text')
    case 'load':
      return step(draft, stateOf(action.document, draft.keys), undefined)
  }
}

function changeRows(draft: Draft, { change, mark }: Extract<Action, { type: 'rows' }>): Draft {
  const before = rowsOf(draft)
  const rows = change(before)
  if (rows === before) return draft
  const document = without({
    ...draft.document,
    specCharacteristic: rows.length > 0 ? rows.map(({ it }) => it) : undefined,
  })
  return step(draft, { document, keys: rows.map(({ key }) => key), text: undefined }, mark)
}

/** Keeps the JSON as typed, and reads the document from it whenever it is valid. */
function readText({ document, keys }: Draft, text: string): State {
  if (findSyntaxProblem(text)) return { document, keys, text }
  const read: unknown = JSON.parse(text)
  if (structureProblem(read)) return { document, keys, text }
  return { ...stateOf(read as UsageSpecificationCreate, keys), text } // `structureProblem` has checked its shape.
}

/** A row keeps its key by its position. */
function stateOf(document: UsageSpecificationCreate, keys: number[]): State {
  const next = Math.max(-1, ...keys) + 1
  return {
    document,
    keys: (document.specCharacteristic ?? []).map((_, index) => keys[index] ?? next + index),
    text: undefined,
  }
}

function step({ past, mark: before, ...draft }: Draft, after: State, mark: string | undefined): Draft {
  const isSame = mark !== undefined && mark === before
  const { document, keys, text } = draft
  return { ...after, past: isSame ? past : [...past.slice(-mostSteps), { document, keys, text }], future: [], mark }
}

function travel(draft: Draft, from: 'past' | 'future', to: 'past' | 'future'): Draft {
  const { document, keys, text } = draft
  const target = draft[from].at(-1)
  if (!target) return draft
  return {
    ...draft,
    ...target,
    [from]: draft[from].slice(0, -1),
    [to]: [...draft[to], { document, keys, text }],
    mark: undefined,
  }
}

/** The JSON of a draft, as typed or as it will be sent. */
export const toText = ({ text, document }: State): string => text ?? JSON.stringify(document, null, 2)

/** True if the typed JSON is invalid, so that the document is older than the JSON. */
export const isUnread = ({ text }: State): boolean =>
  text !== undefined && (findSyntaxProblem(text) !== undefined || structureProblem(JSON.parse(text)) !== undefined)
