import type { Pool } from '../db/connect'
import { overloaded } from '../errors'
import type { Resource } from '../resource/resource'
import { type Change, type ChangeOutcome, changeAlone, changeTogether } from './change'

export interface ChangeLimits {
  /** The maximum number of waiting changes; beyond it, callers get a 503. */
  maxWaitingChanges: number
  /** The size of their patches together, in characters of JSON. */
  maxWaitingSize: number
  /** Milliseconds that a change may wait for others before it is refused, as its caller may have given up. */
  maxWait: number
  /** The maximum number of changes in one commit. */
  maxChanges: number
  /** The maximum number of concurrent commits of several changes. */
  changeLanes: number
}

/** Collects changes that arrive during a commit, and commits them together. */
export interface ChangeQueue {
  /** Resolves with one outcome for each change, in order, once they are committed. Rejects with a 503 when the queue is full. */
  change(it: Resource, changes: Change[]): Promise<ChangeOutcome[]>
  /** The number of changes that are waiting or being committed. */
  waiting(): number
}

interface Entry {
  change: Change
  /** When it came, in milliseconds of `performance.now()`. */
  since: number
  settle(outcome: ChangeOutcome): void
}

const late = 'Earlier changes took too long, and this one was not made. Try again after the seconds in Retry-After.'

export function makeChangeQueue(
  pool: Pool,
  { maxWaitingChanges, maxWaitingSize, maxWait, maxChanges, changeLanes }: ChangeLimits,
  onCommit: (size: number, seconds: number) => void,
  onIdle: () => void,
): ChangeQueue {
  /** The changes that can be committed next, by resource type. Resource types take turns. */
  const ready = new Map<Resource, Entry[]>()
  /** For each resource with a ready or running change, the later changes of this resource, in the order of arrival. */
  const behind = new Map<string, Entry[]>()
  let waiting = 0
  let waitingSize = 0
  let busy = 0

  function pump(): void {
    while (busy < changeLanes) {
      const [next] = ready
      if (!next) break
      const [it, entries] = next
      ready.delete(it)
      if (entries.length > maxChanges) ready.set(it, entries.slice(maxChanges))
      busy++
      void commit(it, entries.slice(0, maxChanges)).then(() => {
        busy--
        pump()
      })
    }
  }

  async function commit(it: Resource, all: Entry[]): Promise<void> {
    const entries = all.filter((entry) => !refuseLate(it, entry))
    if (entries.length === 0) return
    const started = performance.now()
    const outcomes = await changeTogether(
      pool,
      it,
      entries.map(({ change }) => change),
    )
    const changed = outcomes.filter((outcome) => outcome?.result === 'changed')
    if (changed.length > 0) onCommit(changed.length, (performance.now() - started) / 1000)
    for (const [index, entry] of entries.entries()) {
      const outcome = outcomes[index]
      if (outcome) settle(it, entry, outcome)
      // This change may wait for a lock, so the next batch does not wait for this change.
      else void commitAlone(it, entry)
    }
  }

  async function commitAlone(it: Resource, entry: Entry): Promise<void> {
    const started = performance.now()
    const outcome = await changeAlone(pool, it, entry.change)
    if (outcome.result === 'changed') onCommit(1, (performance.now() - started) / 1000)
    settle(it, entry, outcome)
  }

  /** Refuses a change that has waited too long; true if it has. */
  function refuseLate(it: Resource, entry: Entry): boolean {
    const isLate = performance.now() - entry.since > maxWait
    if (isLate) settle(it, entry, { result: 'refused', error: overloaded(late) })
    return isLate
  }

  function settle(it: Resource, { change: { id, size }, settle }: Entry, outcome: ChangeOutcome): void {
    waiting--
    waitingSize -= size
    settle(outcome)
    const next = behind.get(id)?.shift()
    // Deferred, as many that are late would be refused one inside the other.
    if (next) queueMicrotask(() => makeReady(it, next))
    else behind.delete(id)
    if (waiting === 0) onIdle()
  }

  function makeReady(it: Resource, entry: Entry): void {
    if (it.isChangedAlone) return void (refuseLate(it, entry) || commitAlone(it, entry))
    const entries = ready.get(it)
    if (entries) entries.push(entry)
    else ready.set(it, [entry])
    // Deferred, so that requests that have already arrived join this commit.
    if (busy < changeLanes) queueMicrotask(pump)
  }

  return {
    async change(it, changes) {
      const size = changes.reduce((sum, change) => sum + change.size, 0)
      if (waiting + changes.length > maxWaitingChanges || waitingSize + size > maxWaitingSize)
        throw overloaded(`${waiting} changes are waiting to be stored. Try again after the seconds in Retry-After.`)
      waiting += changes.length
      waitingSize += size
      return Promise.all(
        changes.map(
          (change) =>
            new Promise<ChangeOutcome>((settle) => {
              const entry = { change, since: performance.now(), settle }
              const before = behind.get(change.id)
              if (before) return void before.push(entry)
              behind.set(change.id, [])
              makeReady(it, entry)
            }),
        ),
      )
    },
    waiting: () => waiting,
  }
}
