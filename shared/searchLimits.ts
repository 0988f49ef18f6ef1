import { countConditions, type JsonPath } from './jsonPath'
import { limits } from './limits'

/** The parts of a search that have a limit. */
interface Sized {
  any: { path: string; values: string[] }[][]
  filter: JsonPath[] | undefined
  fields: string[] | undefined
  sort: { path: string }[] | undefined
}

/** The parameter that asks for more than its limit, and the message about it; undefined for a search within all limits. */
export function problemOfSize({
  any,
  filter = [],
  fields = [],
  sort = [],
}: Sized): [parameter: string, message: string] | undefined {
  const conditions = any.flat()
  const count = filter.reduce((sum, path) => sum + Math.max(1, countConditions(path)), conditions.length)
  if (count > limits.conditions) return ['', `A query may have at most ${limits.conditions} conditions; got ${count}`]
  // The values of all `any` conditions together, because each is searched under many names.
  const anyValues = conditions.reduce((sum, { path, values }) => sum + (path === '*' ? values.length : 0), 0)
  if (anyValues > limits.anyValues) return ['any', `any may have at most ${limits.anyValues} values; got ${anyValues}`]
  if (fields.length > limits.fields)
    return ['fields', `fields may have at most ${limits.fields} attributes; got ${fields.length}`]
  const long = conditions.find(({ values }) => values.length > limits.conditionValues)
  if (long)
    return [long.path, `${long.path} may have at most ${limits.conditionValues} values; got ${long.values.length}`]
  const paths = [...conditions, ...sort].map(({ path }) => path).concat(fields)
  const deep = paths.find((path) => path.split('.').length > limits.pathNames)
  return deep === undefined ? undefined : [deep, `${deep.slice(0, 40)}… must have at most ${limits.pathNames} levels`]
}
