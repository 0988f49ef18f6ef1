import { type InvalidAttribute, invalid, TmfError } from '../errors'
import type { Admitted } from '../resource/admission'
import { mostProblems, problemsOfNew } from '../resource/check'
import { type Document, isObject, shorten } from '../resource/json'
import type { Resource } from '../resource/resource'

/** How many resources one patch of a collection may add. */
export const maxAdditions = 1000

/** The new resources of a JSON Patch (RFC 6902) of a collection. Only `add` is possible there; all that is wrong is named by its place in the patch. */
export function readCollectionPatch(it: Resource, body: unknown): Document[] {
  if (!Array.isArray(body))
    throw invalid(it.type, [{ path: '', message: `must be an array of operations (RFC 6902), such as [${possible}]` }])
  if (body.length > maxAdditions)
    throw invalid(it.type, [
      {
        path: '',
        message: `must have at most ${maxAdditions} operations; it has ${body.length}. Send more by several patches`,
      },
    ])
  const additions = body.map((operation, index) => readAddition(it, operation, index))
  const problems = additions.flatMap((addition) => addition.problems)
  if (problems.length > 0) throw invalid(it.type, problems.slice(0, mostProblems))
  return additions.map(({ value }) => value as Document)
}

function readAddition(
  it: Resource,
  operation: unknown,
  index: number,
): { value?: unknown; problems: InvalidAttribute[] } {
  const wrong = (message: string) => ({
    problems: [{ path: `[${index}]`, message: `${message}; on a collection only ${possible} is possible` }],
  })
  if (!isObject(operation)) return wrong(`must be an operation; got ${shorten(operation)}`)
  const { op, path, value } = operation
  if (op !== 'add') return wrong(`must have the op add; got ${shorten(op ?? null)}`)
  if (path !== '/-' && path !== '/') return wrong(`must have the path /-; got ${shorten(path ?? null)}`)
  if (value === undefined) return wrong(`must have a ${it.type} as its value`)
  const problems = problemsOfNew(it.face.createSchema, value).map((problem) => ({
    ...problem,
    path: [`[${index}].value`, problem.path].filter(Boolean).join('.'),
  }))
  return { value, problems }
}

/** An error with the place in the patch of the addition that it is about. */
export const ofAddition = (index: number, { status, code, reason, message, extra }: TmfError): TmfError =>
  new TmfError(status, code, `[${index}]: ${reason}`, message, extra)

/** Refuses a patch in which two additions claim the same: nobody holds it yet, but only one of them could. */
export function refuseTwice(it: Resource, admitted: Admitted[]): void {
  const places = new Map<string, number>()
  for (const [index, { claims }] of admitted.entries()) {
    for (const { key, label } of claims) {
      const first = places.get(key)
      if (first !== undefined)
        throw ofAddition(
          index,
          new TmfError(
            409,
            'duplicate',
            `The ${it.type} is there already`,
            `${label} is unique, and [${first}] of this patch has it.`,
          ),
        )
      places.set(key, index)
    }
  }
}

const possible = '{"op":"add","path":"/-","value":{…}}'
