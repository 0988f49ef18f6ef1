import { type Resource, tableName } from '../resource/resource'
import type { Write, WriteEffect } from '../resource/writeEffect'

/** A named part of a statement: `name as (text)`. */
export interface Part {
  name: string
  text: string
}

/** A statement of named parts and what it ends with. */
export const composed = (parts: Part[], end: string): string =>
  `with ${parts.map(({ name, text }) => `${name} as (${text})`).join(',\n')}\n${end}`

/** What a kind of write does beside writing its rows, as parts of its statement. */
export interface Effects {
  parts: Part[]
  /** The columns that `before` and `after` must have. */
  columns: string[]
  /** The values of the parameters, for the resources that are written. */
  valuesOf(ids: string[]): unknown[]
}

/** The effects of writing a resource: those that every resource has, and its own. `first` is the number of their first parameter. */
export function effectsOf(it: Resource, write: Write, first: number): Effects {
  const effects = [counted(it), keptRevision(it), freedClaims, ...(it.effects ?? [])]
  const parts: Part[] = []
  const taking: WriteEffect[] = []
  let next = first
  for (const effect of effects) {
    const parameters = effect.parameters.map((type, index) => `$${next + index}::${type}`)
    const text = effect.textOf(write, parameters)
    if (text === undefined) continue
    parts.push({ name: effect.name, text })
    taking.push(effect)
    next += parameters.length
  }
  return {
    parts,
    columns: [...new Set(['id', ...taking.flatMap(({ columns }) => columns)])],
    valuesOf: (ids) => taking.flatMap((effect) => effect.valuesOf(ids)),
  }
}

/** How many resources of the type there are. */
const counted = (it: Resource): WriteEffect => ({
  name: 'counted',
  columns: [],
  parameters: ['text', 'smallint'],
  valuesOf: () => [it.type, Math.floor(Math.random() * slots)],
  textOf: (write, [type, slot]) =>
    write === 'changed'
      ? undefined
      : `
      insert into resource_count as counter (type, slot, count)
      select ${type}, ${slot}, ${write === 'created' ? 'count(*) from after' : '-count(*) from before'}
      on conflict (type, slot) do update set count = counter.count + excluded.count`,
})

/** The counter of a type is split, so that writers seldom wait for the same row. */
const slots = 16

/** The document that is replaced or deleted goes to the revisions. */
const keptRevision = (it: Resource): WriteEffect => ({
  name: 'kept',
  columns: ['revision', 'document', 'aside', 'created_at', 'created_by', 'created_reason'],
  parameters: ['text'],
  valuesOf: () => [it.type],
  textOf: (write, [type]) =>
    write === 'created'
      ? undefined
      : `
      insert into revision (type, id, revision, document, aside, change, changed_at, changed_by, reason, created_at, created_by, created_reason)
      select ${type}, id, revision, document, aside, '${write === 'changed' ? 'patch' : 'delete'}', at, author, reason, created_at, created_by, created_reason from before`,
})

/** What a deleted resource claimed, others may claim. */
const freedClaims: WriteEffect = {
  name: 'freed',
  columns: ['claims'],
  parameters: [],
  valuesOf: () => [],
  textOf: (write) =>
    write === 'deleted'
      ? `
      delete from claim using before where key = any(before.claims) and claim.id = before.id`
      : undefined,
}

/** The statement of a kind of write, the same text for any number of resources: it is built once, and planned once per connection. */
export function memoized<Statement>(build: (it: Resource) => Statement): (it: Resource) => Statement {
  const built = new WeakMap<Resource, Statement>()
  return (it) => {
    const known = built.get(it) ?? build(it)
    built.set(it, known)
    return known
  }
}

/** Now, under the row's lock, and later than its last change whatever the clock does: a transaction's own time is from before it waited. */
export const nextInstant = (it: Resource): string =>
  `greatest(clock_timestamp(), ${tableName(it)}.updated_at + interval '1 microsecond')`
