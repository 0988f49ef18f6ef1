import { isObject } from '../../../../shared/checker/kinds'
import type { SpecificationProblem } from '../../../../shared/checker/specification'
import { isDateTime } from '../../../../shared/dateTime'
import { type Path, writePath } from '../../../json/path'
import { editor } from '../../../messages/editor'
import type { Attribute } from './attribute'
import { specification } from './attributes'

const words = editor.shape

interface ShapeProblem extends SpecificationProblem {
  /** The form cannot show it: the value should be an object or a list. */
  isStructural: boolean
  /** Mandatory and blank; otherwise of the wrong type. */
  isMissing: boolean
}

/** The first problem that makes it impossible to show a document as a form. */
export function structureProblem(document: unknown): SpecificationProblem | undefined {
  if (!isObject(document)) return { path: '', message: words.specification }
  return [...walk(document, specification, [])].find(({ isStructural }) => isStructural)
}

/** Attributes that are missing or have the wrong type. The checker finds all other problems. */
export const shapeProblems = (document: object): ShapeProblem[] => [...walk(document, specification, [])]

function* walk(it: object, attributes: readonly Attribute[], at: Path): Generator<ShapeProblem> {
  for (const attribute of attributes) {
    const path = [...at, attribute.name]
    const value: unknown = (it as Record<string, unknown>)[attribute.name]
    if (value !== undefined) yield* look(value, attribute, path)
    if (attribute.isMandatory && isBlank(value)) yield { ...found(path, words.blank), isMissing: true }
  }
}

const isBlank = (value: unknown): boolean => value === undefined || (typeof value === 'string' && value.trim() === '')

function* look(value: unknown, { kind, of = [] }: Attribute, path: Path): Generator<ShapeProblem> {
  if (kind === 'object') {
    if (!isObject(value)) yield found(path, words.object, true)
    else yield* walk(value, of, path)
  } else if (kind === 'list') {
    if (!Array.isArray(value)) return yield found(path, words.list, true)
    for (const [index, item] of value.entries()) {
      if (!isObject(item)) yield found([...path, index], words.object, true)
      else yield* walk(item, of, [...path, index])
    }
  } else if (!fits[kind](value)) yield found(path, words[kind])
}

const found = (path: Path, message: string, isStructural = false): ShapeProblem => ({
  path: writePath(path),
  message,
  isStructural,
  isMissing: false,
})

const isText = (value: unknown) => typeof value === 'string'

const fits: Record<Exclude<Attribute['kind'], 'object' | 'list'>, (value: unknown) => boolean> = {
  text: isText,
  long: isText,
  uri: isText,
  moment: (value) => typeof value === 'string' && isDateTime(value),
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isSafeInteger,
  number: (value) => typeof value === 'number',
  json: (value) => value !== null,
}
