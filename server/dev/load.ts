import type { Pool } from '../db/connect'
import { TmfError } from '../errors'
import { checkNew } from '../resource/check'
import type { Resource } from '../resource/resource'
import { admit } from '../resource/resource'
import { everything } from '../resource/scope'
import type { Writer } from '../write/writer'

export interface LoadItem {
  id: string
  document: object
}

/** The number of documents in one call of the writer, and of concurrent calls. */
const batchSize = 500
const inFlight = 4

/** Checks and stores documents as requests at the time `now` would, some batches at a time. */
export async function load(
  pool: Pool,
  writer: Writer,
  it: Resource,
  items: Iterable<LoadItem>,
  now = new Date(),
): Promise<void> {
  const underWay = new Set<Promise<void>>()
  let batch: LoadItem[] = []
  const send = async () => {
    const sent = store(pool, writer, it, batch, now).then(() => void underWay.delete(sent))
    underWay.add(sent)
    batch = []
    if (underWay.size >= inFlight) await Promise.race(underWay)
  }
  for (const item of items) {
    batch.push(item)
    if (batch.length === batchSize) await send()
  }
  if (batch.length > 0) await send()
  await Promise.all(underWay)
}

async function store(pool: Pool, writer: Writer, it: Resource, items: LoadItem[], now: Date): Promise<void> {
  const candidates = items.map(({ document }) => {
    checkNew(it.type, it.face.createSchema, document)
    return { document: it.prepare(document, now), scope: everything }
  })
  const admitted = (await admit(pool, it, candidates, now)).map((one) => {
    if (one instanceof TmfError) throw one
    return one
  })
  const ids = items.values()
  const outcomes = await writer.create(
    it,
    admitted.map(({ document }) => document),
    { id: () => ids.next().value?.id ?? '', extras: admitted },
  )
  for (const outcome of outcomes) {
    if (outcome.result === 'refused') throw outcome.error
    if (outcome.result === 'held') throw new Error(`${outcome.held.claim.label} already exists, in ${outcome.held.id}`)
  }
}
