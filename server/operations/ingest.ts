import { limits } from '../../shared/limits'
import { maxBody } from '../../shared/vocabulary'
import type { Context } from '../context'
import { asTmfError } from '../db/databaseError'
import { errorBody, overloaded, TmfError } from '../errors'
import type { Caller } from '../resource/caller'
import { checkNew } from '../resource/check'
import type { Document } from '../resource/json'
import { readDocument } from '../resource/readDocument'
import { documentOf } from '../resource/represent'
import { admit, baseOf, hrefOf, type Resource } from '../resource/resource'
import { type Line, type LineBatch, readLines } from '../stream/lines'
import { orderedPool } from '../stream/orderedPool'
import { type ClaimOrder, makeClaimOrder } from '../write/claimOrder'
import { refuseKey } from '../write/claims'
import type { Outcome } from '../write/writer'
import { startTimeSlice } from '../yieldToOthers'
import { claimConflict } from './claimConflict'

/** The maximum number of open streams for each resource type. */
const maxStreams = limits.ingestStreams
/** The limits for the data of one stream that was read and is not yet committed. */
const maxPending = { batches: 32, bytes: 4 * 2 ** 20 }
/** The maximum size of the answers that are buffered for a client that sends lines without reading answers. */
const maxUnread = 8 * 2 ** 20
/** The time in milliseconds for a client to notice that a stream has ended early. */
const drainTimeLimit = 2000

/** The answers to a batch of lines. `last` is the number of the last line. */
interface Answers extends Totals {
  text: string
  last: number
}

/** The number of lines that created a resource, and of those that did not. */
interface Totals {
  created: number
  refused: number
}

/**
 * Creates a resource for each line of a stream. The answer is a stream with one line for each, in order, sent when the resource is committed or
 * refused.
 */
export function makeIngest(
  context: Context,
  it: Resource,
): (body: AsyncIterable<Uint8Array>, caller: Caller) => ReadableStream<Uint8Array> {
  let open = 0
  return (body, caller) => {
    refuseKey(caller.idempotencyKey)
    if (open >= maxStreams)
      throw overloaded(`${open} streams are already open. Try again after the seconds in Retry-After.`)
    const batches = readLines(body, maxBody)
    const claimOrder = makeClaimOrder()
    const work = orderedPool(batches, ({ lines }) => answer(context, it, lines, caller, claimOrder), maxPending)
    open++
    const started = performance.now()
    const totals: Totals = { created: 0, refused: 0 }
    return toStream(answerAll(context, batches, work, totals), () => {
      open--
      work.halt()
      context.log.info({ path: it.path, ...totals, ms: Math.round(performance.now() - started) }, 'stream')
    })
  }
}

/** All answers. If the stream ends early, the last answer has the reason and the number of the first line that was not processed. */
async function* answerAll(
  context: Context,
  batches: AsyncGenerator<LineBatch>,
  { results, halt }: ReturnType<typeof orderedPool<LineBatch, Answers>>,
  totals: Totals,
): AsyncGenerator<Uint8Array> {
  let next = 1
  const stop = () =>
    halt(overloaded('The server is stopping. This line and all later ones were not stored; send them again.'))
  context.stopping.addEventListener('abort', stop)
  if (context.stopping.aborted) stop()
  try {
    for await (const { text, last, created, refused } of results) {
      totals.created += created
      totals.refused += refused
      yield Buffer.from(text)
      next = last + 1
    }
  } catch (thrown) {
    yield Buffer.from(refusal(next, explain(context, thrown)))
    // If the connection closes while the client is still sending, the client loses the answers that it has not read yet.
    await Promise.race([discard(batches), Bun.sleep(drainTimeLimit)])
  } finally {
    void batches.return(undefined)
    context.stopping.removeEventListener('abort', stop)
  }
}

async function discard(batches: AsyncGenerator<LineBatch>): Promise<void> {
  for await (const _ of batches);
}

/** Pulls pieces as the client reads them, and buffers up to `maxUnread` bytes. Calls `onEnd` once, also if the client closes the connection. */
function toStream(pieces: AsyncGenerator<Uint8Array>, onEnd: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next()
        if (!done) return controller.enqueue(value)
        onEnd()
        controller.close()
      },
      async cancel() {
        onEnd()
        await pieces.return(undefined)
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: maxUnread }),
  )
}

/** Stores the valid lines of a batch. Never throws: every error becomes the answer to a line. */
async function answer(
  context: Context,
  it: Resource,
  lines: Line[],
  caller: Caller,
  claimOrder: ClaimOrder,
): Promise<Answers> {
  const now = new Date()
  const slice = startTimeSlice()
  const read: (Document | TmfError)[] = []
  for (const line of lines) {
    if (slice.isOver()) await slice.yieldToOthers()
    read.push(attempt(context, () => it.prepare(documentOf(it, readLine(it, line)), now)))
  }
  const stored = await store(context, it, read.filter(isValid), now, caller, claimOrder)
  const outcomes = stored.values()
  const texts: string[] = []
  for (const [index, { number }] of lines.entries()) {
    const one = read[index]
    if (one instanceof TmfError) texts.push(refusal(number, one))
    else texts.push(await answerTo(context, it, number, outcomes.next().value as Outcome, caller))
  }
  const created = stored.filter(({ result }) => result === 'created').length
  return { text: texts.join(''), last: lines.at(-1)?.number ?? 0, created, refused: lines.length - created }
}

const isValid = <Value extends object>(one: Value | TmfError): one is Value => !(one instanceof TmfError)

/** Stores documents; resolves with one outcome for each. */
async function store(
  context: Context,
  it: Resource,
  documents: Document[],
  now: Date,
  caller: Caller,
  claimOrder: ClaimOrder,
): Promise<Outcome[]> {
  try {
    const candidates = documents.map((document) => ({ document, scope: caller.scope }))
    const admission = admit(context.pool, it, candidates, now)
    const stored = await claimOrder.run(
      admission.then((each) => each.filter(isValid)),
      (admitted) =>
        context.writer.create(
          it,
          admitted.map(({ document }) => document),
          { kind: 'bulk', extras: admitted, author: caller },
        ),
    )
    const each = await admission
    const fault = stored.find((outcome) => outcome.result === 'refused' && outcome.error.status === 500)
    if (fault?.result === 'refused') context.log.error({ err: fault.error }, 'lines failed')
    const outcomes = stored.values()
    return each.map((one) =>
      one instanceof TmfError ? { result: 'refused', error: one } : (outcomes.next().value as Outcome),
    )
  } catch (thrown) {
    const error = explain(context, thrown)
    return documents.map(() => ({ result: 'refused', error }))
  }
}

function readLine(it: Resource, { bytes }: Line): Document {
  if (!bytes)
    throw new TmfError(
      413,
      'bodyTooLarge',
      'The line is too long',
      `A line may have at most ${maxBody} bytes. Send fewer or smaller attributes.`,
    )
  const document = readDocument(bytes, it.type, it.face.createSchema)
  checkNew(it.type, it.face.createSchema, document)
  return document
}

function attempt<Result>(context: Context, work: () => Result): Result | TmfError {
  try {
    return work()
  } catch (thrown) {
    return explain(context, thrown)
  }
}

function explain({ log }: Context, thrown: unknown): TmfError {
  const error = asTmfError(thrown)
  if (error.status === 500) log.error({ err: thrown }, 'a line failed')
  return error
}

async function answerTo(
  context: Context,
  it: Resource,
  line: number,
  outcome: Outcome,
  caller: Caller,
): Promise<string> {
  if (outcome.result === 'refused') return refusal(line, outcome.error)
  if (outcome.result === 'held') {
    // An error here is that of this line: others of the batch are stored.
    const error = await claimConflict(context.pool, it, outcome.held, caller).catch((thrown) =>
      explain(context, thrown),
    )
    return refusal(line, error, error.extra.referenceError)
  }
  const { id } = outcome.row
  return `${JSON.stringify({ line, status: 201, id, href: hrefOf(it, id, baseOf(it, caller)) })}\n`
}

const refusal = (line: number, error: TmfError, href?: string): string =>
  `${JSON.stringify({ line, status: error.status, href, error: errorBody(error) })}\n`
