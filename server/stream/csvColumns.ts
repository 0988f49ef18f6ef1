import { Kind, type TObject, type TSchema } from '@sinclair/typebox'
import { selectedPath, withArrival } from '../resource/fields'
import { type Document, isObject } from '../resource/json'
import type { Resource } from '../resource/resource'

/** One column of a CSV file: its heading, and a function that returns the cell for a document. */
export interface CsvColumn {
  name: string
  cell(document: Document): string
}

const characteristic = 'characteristic.'

/** The columns that `fields` names, in that order. Without `fields`: the columns of the schema, with one column for each of the `characteristics`. */
export function csvColumnsOf(it: Resource, fields: string[] | undefined, characteristics: string[]): CsvColumn[] {
  const paths =
    fields?.flatMap((field) => (field === 'none' ? ['id', 'href'] : [field])) ?? usualPaths(it, characteristics)
  return [...new Set(paths)].map((path) => {
    const values = valuesAt(it, selectedPath(it, path))
    return { name: path, cell: (document) => cellOf(values(withArrival(it, document, path))) }
  })
}

/** A function that returns the values of a document at a path: one value for each array element on the way. */
export function valuesAt(
  { characteristics }: Pick<Resource, 'characteristics'>,
  path: string,
): (document: Document) => unknown[] {
  if (characteristics && path.startsWith(characteristic))
    return (document) => characteristicValues(document[characteristics], path.slice(characteristic.length))
  const steps = path.split('.')
  return (document) => collect(document, steps, 0, [])
}

/**
 * The paths of the default columns: every declared attribute except `@…` attributes, the `href` of referenced resources, and arrays inside
 * arrays; `fields` can still select these. Single values come before objects, characteristics and other arrays.
 */
function usualPaths(it: Resource, characteristics: string[]): string[] {
  const top = Object.keys(it.face.schema.properties).filter(
    (name) => !name.startsWith('@') && !it.aside?.includes(name),
  )
  const rank = (name: string) =>
    name === it.characteristics
      ? 2
      : kindOf(it.face.schema.properties[name]) === 'Object'
        ? 1
        : kindOf(it.face.schema.properties[name]) === 'Array'
          ? 3
          : 0
  return top
    .toSorted((one, other) => rank(one) - rank(other))
    .flatMap((name) => {
      if (name !== it.characteristics) return leafPaths(it.face.schema.properties[name], name, false)
      return characteristics.length > 0 ? characteristics.map((known) => characteristic + known) : [name]
    })
}

function leafPaths(schema: TSchema | undefined, path: string, inArray: boolean): string[] {
  if (kindOf(schema) === 'Array') return inArray ? [] : leafPaths(schema?.items as TSchema, path, true)
  if (kindOf(schema) !== 'Object') return [path]
  return Object.entries((schema as TObject).properties)
    .filter(([name]) => !name.startsWith('@') && name !== 'href')
    .flatMap(([name, property]) => leafPaths(property, `${path}.${name}`, inArray))
}

const kindOf = (schema: TSchema | undefined): string => schema?.[Kind] ?? ''

/** The text of a cell. Several values are joined with `; `. */
function cellOf(values: unknown[]): string {
  if (values.length <= 1) return textOf(values[0])
  const texts = values.map(textOf)
  return texts.every((text) => text === '') ? '' : texts.join('; ')
}

const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : value === undefined || value === null
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value)

/**
 * Adds the values at a path to `found`: one for each array element on the way, `undefined` for an element without the attribute. So the nth
 * values of two columns belong to the same element.
 */
function collect(value: unknown, steps: string[], depth: number, found: unknown[]): unknown[] {
  const step = steps[depth]
  if (Array.isArray(value) && (step !== undefined || !value.some((element) => typeof element === 'object'))) {
    for (const element of value) collect(element, steps, depth, found)
  } else if (step !== undefined && isObject(value) && Object.hasOwn(value, step))
    collect(value[step], steps, depth + 1, found)
  else found.push(step === undefined ? value : undefined)
  return found
}

/** The values of all characteristics with a name. */
const characteristicValues = (pairs: unknown, name: string): unknown[] =>
  Array.isArray(pairs) ? pairs.filter((pair) => isObject(pair) && pair.name === name).map(({ value }) => value) : []
