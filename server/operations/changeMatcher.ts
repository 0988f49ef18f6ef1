import { Change } from '../../shared/api/changes'
import type { Condition } from '../../shared/search'
import type { Pool } from '../db/connect'
import { badRequest, type TmfError } from '../errors'
import { checkAttributeName } from '../query/checkAttributeName'
import { matchDocument } from '../query/matchDocument'
import { readQuery } from '../query/parse'
import type { Caller } from '../resource/caller'
import type { Document } from '../resource/json'
import { representationOf } from '../resource/represent'
import { baseOf, longForm, type Resource } from '../resource/resource'
import { refuseUnknown } from '../store/attributeNames'
import { type LoggedChange, readChangedDocuments } from '../store/changeLog'
import { startTimeSlice } from '../yieldToOthers'

/** Finds the changes that match a query. */
type Matcher = (changes: LoggedChange[]) => Promise<Set<LoggedChange>>

/** The attributes of a change that a condition can ask for. */
const own = Object.keys(Change.properties).filter((name) => name !== 'cursor')
const ofChange = { face: { root: '', createSchema: Change, schema: Change, example: {} } }

/** The work of comparing a change with one condition: see `WorkBudget`. It grows with the document, so that only a large pattern on a large document exceeds it. */
const workFor = (length: number): number => 100_000 + 4 * length

/**
 * Compiles a query of changes. A condition is either on the change itself (`kind=created`) or, behind the name of a resource type, on the resource as
 * the change left it (`usage.status=rated`); no change of another type fulfils the latter.
 */
export async function changeMatcher(
  pool: Pool,
  resources: readonly Resource[],
  query: string,
  caller: Caller,
): Promise<Matcher> {
  const groups = readConditions(query)
  for (const { path } of groups.flat()) await checkPath(pool, resources, path)
  const scanning = pool.scanning(caller)
  const byType = new Map(resources.map((it) => [it.type, compile(resources, it, groups)]))
  return async (changes) => {
    const found = new Set<LoggedChange>()
    for (const [type, some] of Map.groupBy(changes, ({ type }) => type)) {
      const it = resources.find((one) => one.type === type)
      const compiled = byType.get(type)
      if (!it || !compiled) continue
      const { matches, readsDocuments } = compiled
      const slice = startTimeSlice()
      for (let rest = some; rest.length > 0; ) {
        const documents = readsDocuments ? await readChangedDocuments(scanning, caller.scope, it, rest) : undefined
        const read = documents?.length ?? rest.length
        for (const [index, change] of rest.slice(0, read).entries()) {
          if (slice.isOver()) await slice.yieldToOthers()
          const document = documents?.[index]
          const resource = document ? representationOf(it, { id: change.id, document }, baseOf(it, caller)) : undefined
          if (matches(change, resource, workFor(document?.length ?? 0))) found.add(change)
        }
        rest = rest.slice(read)
      }
    }
    return found
  }
}

function readConditions(query: string): Condition[][] {
  const { any, zone: _zone, ...others } = readQuery(query)
  const [other] = Object.entries(others).find(([_name, value]) => value !== undefined) ?? []
  if (other)
    throw badRequest('invalidQuery', `query does not accept ${other}`, 'Send only conditions, such as kind=created.')
  return any
}

async function checkPath(pool: Pool, resources: readonly Resource[], path: string): Promise<void> {
  const [it, below] = splitPath(resources, path)
  if (it) {
    checkAttributeName(it, longForm(it, below).path)
    await refuseUnknown(pool, it, below)
  } else if (!own.includes(path)) throw unknownAttribute(resources, path)
}

function unknownAttribute(resources: readonly Resource[], path: string): TmfError {
  const names = [...own, ...resources.map((one) => `${one.path}.ATTRIBUTE`)]
  return badRequest('unknownAttribute', `A change has no attribute ${path}`, `Conditions are on ${names.join(', ')}.`)
}

/** The resource type that a path begins with, and the rest of the path. */
function splitPath(resources: readonly Resource[], path: string): [it: Resource | undefined, below: string] {
  const it = resources.find((one) => path.startsWith(`${one.path}.`))
  return [it, it ? path.slice(it.path.length + 1) : path]
}

/** The groups of conditions as a predicate on the changes of one resource type, without the groups that no such change fulfils. */
function compile(resources: readonly Resource[], it: Resource, groups: Condition[][]) {
  let readsDocuments = false
  const alternatives = groups.flatMap((group) => {
    const split = group.map((condition) => ({ condition, on: splitPath(resources, condition.path) }))
    if (split.some(({ on: [other] }) => other && other !== it)) return []
    const tests = split.map(({ condition, on: [resource, path] }) => {
      if (resource) readsDocuments = true
      return { isOnResource: Boolean(resource), fits: testOf(resource ?? ofChange, { ...condition, path }) }
    })
    return [tests]
  })
  return {
    readsDocuments,
    matches: (change: LoggedChange, resource: Document | undefined, work: number): boolean =>
      alternatives.some((tests) =>
        tests.every(({ isOnResource, fits }) => fits(isOnResource ? resource : change, { left: work })),
      ),
  }
}

const testOf = (shape: Parameters<typeof matchDocument>[0], condition: Condition) =>
  matchDocument(shape, { any: [[condition]], filter: undefined })
