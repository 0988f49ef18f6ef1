import { checkNew } from '../tmf/check'
import type { Document } from '../tmf/json'
import type { Resource } from '../tmf/resource'
import type { Writer } from '../tmf/write'

export interface LoadItem {
  id: string
  document: object
}

/** Documents in one call to the writer, and calls under way. */
const batchSize = 500
const inFlight = 4

/** Checks, completes and stores, as requests would, a few batches at a time. */
export async function load(writer: Writer, it: Resource, items: Iterable<LoadItem>): Promise<void> {
  const now = new Date()
  const underWay = new Set<Promise<void>>()
  let batch: LoadItem[] = []
  const send = async () => {
    const sent = store(writer, it, batch, now).then(() => void underWay.delete(sent))
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

async function store(writer: Writer, it: Resource, items: LoadItem[], now: Date): Promise<void> {
  const documents = items.map(({ document }): Document => {
    checkNew(it.type, it.createSchema, document)
    return it.prepare(document, now)
  })
  const ids = items.values()
  const outcomes = await writer.create(it, documents, { id: () => ids.next().value?.id ?? '' })
  for (const outcome of outcomes) if (outcome.result !== 'created') throw outcome.result === 'refused' ? outcome.error : new Error('A seed claims nothing')
}
