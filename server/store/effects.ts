import { type Resource, tableName } from '../resource/resource'
import type { Write, WriteEffect } from '../resource/writeEffect'
import { changeLogEffect } from './changeLogEffect'

/** A named part of a statement: `name as (text)`. */
export interface Part {
  name: string
  text: string
}

/** A statement of named parts, followed by `end`. */
export const composed = (parts: Part[], end: string): string =>
  `with ${parts.map(({ name, text }) => `${name} as (${text})`).join(',\n')}\n${end}`

/** The effects of a kind of write, in addition to writing the rows, as parts of the statement. */
export interface Effects {
  parts: Part[]
  /** The columns that `before` and `after` must have. */
  columns: string[]
  /** The values of the parameters for the resources that are written. */
  valuesOf(ids: string[]): unknown[]
}

/** The effects of writing resources of a type: the common ones and those of the type. `first` is the number of the first parameter. */
export function effectsOf(it: Resource, write: Write, first: number): Effects {
  const effects = [countEffect(it), revisionEffect(it), releaseEffect, changeLogEffect(it), ...(it.effects ?? [])]
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

/** Counts the resources of the type. */
const countEffect = (it: Resource): WriteEffect => ({
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

/** The number of rows of a counter. Several rows per type reduce lock contention between writers. */
const slots = 16

/** Stores the replaced or deleted document as a revision. */
const revisionEffect = (it: Resource): WriteEffect => ({
  name: 'stored_revision',
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

/** Releases the claims of a deleted resource. */
const releaseEffect: WriteEffect = {
  name: 'released',
  columns: ['claims'],
  parameters: [],
  valuesOf: () => [],
  textOf: (write) =>
    write === 'deleted'
      ? `
      delete from claim using before where key = any(before.claims) and claim.id = before.id`
      : undefined,
}

/** The statement of a kind of write. The text is the same for any number of resources, so it is built once per type and planned once per connection. */
export function memoized<Statement>(build: (it: Resource) => Statement): (it: Resource) => Statement {
  const built = new WeakMap<Resource, Statement>()
  return (it) => {
    const known = built.get(it) ?? build(it)
    built.set(it, known)
    return known
  }
}

/** The current time, read while the row is locked, and always later than the last change of the row. `now()` would be too early: the transaction may have waited for the lock. */
export const nextInstant = (it: Resource): string =>
  `greatest(clock_timestamp(), ${tableName(it)}.updated_at + interval '1 microsecond')`
