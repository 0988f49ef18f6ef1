import { limits } from '../../shared/limits'
import { type InvalidAttribute, invalid, TmfError } from '../errors'
import type { Admitted } from '../resource/admission'
import { mostProblems, problemsOfNew } from '../resource/check'
import { type Document, isObject, shorten } from '../resource/json'
import type { Resource } from '../resource/resource'

/** The largest number of operations in one patch of a collection. */
export const maxAdditions = limits.collectionAdditions

/**
 * Reads the new resources from a JSON Patch (RFC 6902) of a collection, which allows only `add`. Answers 400 with the path of every
 * invalid attribute, such as `[1].value.status`.
 */
export function readCollectionPatch(it: Resource, body: unknown): Document[] {
  if (!Array.isArray(body))
    throw invalid(it.type, [{ path: '', message: `must be an array of operations (RFC 6902), such as [${addForm}]` }])
  if (body.length > maxAdditions)
    throw invalid(it.type, [
      {
        path: '',
        message: `must have at most ${maxAdditions} operations; got ${body.length}. Split the additions into several patches`,
      },
    ])
  const values: Document[] = []
  const found: InvalidAttribute[] = []
  for (const [index, operation] of body.entries()) {
    const { value, problems } = readAddition(it, operation, index)
    values.push(value as Document)
    found.push(...problems)
    if (found.length >= mostProblems) break
  }
  if (found.length > 0) throw invalid(it.type, found.slice(0, mostProblems))
  return values
}

function readAddition(
  it: Resource,
  operation: unknown,
  index: number,
): { value?: unknown; problems: InvalidAttribute[] } {
  const wrong = (message: string) => ({
    problems: [{ path: `[${index}]`, message: `${message}; a patch of a collection allows only ${addForm}` }],
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

/** Prefixes the reason of an error with the index of the operation that caused the error. */
export const errorOfOperation = (index: number, { status, code, reason, message, extra }: TmfError): TmfError =>
  new TmfError(status, code, `[${index}]: ${reason}`, message, extra)

/** Rejects a patch in which two new resources claim the same unique value. No stored resource holds the value yet, so the database finds no conflict. */
export function refuseDuplicateClaims(it: Resource, admitted: Admitted[]): void {
  const indexByKey = new Map<string, number>()
  for (const [index, { claims }] of admitted.entries()) {
    for (const { key, label } of claims) {
      const first = indexByKey.get(key)
      if (first !== undefined)
        throw errorOfOperation(
          index,
          new TmfError(
            409,
            'duplicate',
            `The ${it.type} already exists`,
            `${label} is unique, and [${first}] of this patch has it.`,
          ),
        )
      indexByKey.set(key, index)
    }
  }
}

const addForm = '{"op":"add","path":"/-","value":{…}}'
