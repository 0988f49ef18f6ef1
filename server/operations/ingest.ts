import { limits } from '../../shared/limits'
import type { Context } from '../context'
import { asTmfError } from '../db/databaseError'
import { overloaded, type TmfError } from '../errors'
import type { Caller } from '../resource/caller'
import type { Resource } from '../resource/resource'
import { before, tooSlow, withDeadline } from '../stream/deadline'
import { readElements } from '../stream/elements'
import { type LineBatch, readLines } from '../stream/lines'
import { orderedPool } from '../stream/orderedPool'
import { makePlaces } from '../stream/places'
import type { Spool } from '../stream/spool'
import { makeClaimOrder } from '../write/claimOrder'
import { refuseKey } from '../write/claims'
import { badEmptyArray, type Outcomes, type PartKind, refusal, storeParts } from './storeParts'

/** The limits for the data of one stream that was read and is not yet committed. */
const maxPending = { batches: 32, bytes: 4 * 2 ** 20 }
/** The times in milliseconds in which a stream that has ended early still takes what the client sends: while the client sends, and in total. */
const drainTime = { idle: 2000, total: 60_000 }

/** A request to create a resource for each part of a body. */
export interface IngestRequest {
  body: AsyncIterable<Uint8Array>
  /** The parts of the body and of the answer: lines, or the elements of a JSON array. */
  form: 'lines' | 'array'
  /** What a part is: a resource, or a CloudEvent with a resource. */
  kind: PartKind
  /** True if the answer has only the refusals, and totals at the end (RFC 7240, 4.2: `return=minimal`). */
  isMinimal: boolean
}

/** The places of the streams of one server. */
const ingestPlaces = () =>
  makePlaces('streams', { total: limits.ingestStreams, each: limits.ingestStreamsPerCaller, seconds: 1 })

/**
 * Creates a resource for each part of a body. The answer is a stream with one outcome for each, in order, sent when the resource is committed or
 * refused. Outcomes that the client does not read are spooled, so that it may send everything before it reads.
 */
export async function ingest(
  context: Context,
  it: Resource,
  request: IngestRequest,
  caller: Caller,
  { documentTime = limits.documentTime, spool = context.spools.open() } = {},
): Promise<ReadableStream<Uint8Array>> {
  refuseKey(caller.idempotencyKey)
  const leave = context.pool.caches.of(ingestPlaces).take(caller)
  const parts = withDeadline(
    (request.form === 'lines' ? readLines : readElements)(request.body, limits.bodyBytes),
    documentTime,
    tooSlow,
  )
  try {
    const batches = request.form === 'lines' ? parts : await notEmpty(parts)
    const claimOrder = makeClaimOrder()
    const work = orderedPool(
      batches,
      ({ lines }) => storeParts(context, it, lines, request.kind, caller, claimOrder),
      maxPending,
    )
    const started = performance.now()
    const totals = { created: 0, repeated: 0, refused: 0 }
    return deliver(answerAll(context, batches, work, request, totals), spool, work.halt, () => {
      leave()
      work.halt()
      context.log.info({ path: it.path, ...totals, ms: Math.round(performance.now() - started) }, 'stream')
    })
  } catch (thrown) {
    leave()
    void parts.return(undefined)
    throw thrown
  }
}

/** The batches of an array, of which the first has arrived. Throws 400 if the array is empty. */
async function notEmpty(batches: AsyncGenerator<LineBatch>): Promise<AsyncGenerator<LineBatch>> {
  const first = await batches.next()
  if (first.done) throw badEmptyArray()
  return (async function* () {
    yield first.value
    yield* batches
  })()
}

/** All answers. If the stream ends early, the last answer has the reason and the number of the first part that was not processed. */
async function* answerAll(
  context: Context,
  batches: AsyncGenerator<LineBatch>,
  { results, halt }: ReturnType<typeof orderedPool<LineBatch, Outcomes>>,
  { form, isMinimal }: IngestRequest,
  totals: { created: number; repeated: number; refused: number },
): AsyncGenerator<Uint8Array> {
  let next = 1
  const frame = makeFrame(form)
  const stop = () =>
    halt(overloaded('The server is stopping. This line and all later ones were not stored; send them again.'))
  context.stopping.addEventListener('abort', stop)
  if (context.stopping.aborted) stop()
  const ending = () => frame.last(isMinimal ? [JSON.stringify(totals)] : [])
  try {
    for await (const { texts, refusals, last, ...counts } of results) {
      totals.created += counts.created
      totals.repeated += counts.repeated
      totals.refused += refusals.length
      const shown = isMinimal ? refusals : texts
      if (shown.length > 0) yield frame.some(shown)
      next = last + 1
    }
    yield ending()
  } catch (thrown) {
    yield frame.some([refusal(next, explain(context, thrown))])
    yield ending()
    // If the connection closes while the client is still sending, the client loses the answers that it has not read yet.
    await discard(batches, context.stopping)
  } finally {
    void batches.return(undefined)
    context.stopping.removeEventListener('abort', stop)
  }
}

/** Writes outcomes as lines, or as the elements of a JSON array. */
function makeFrame(form: IngestRequest['form']) {
  let isFirst = true
  const some = (texts: string[]): Buffer => {
    if (form === 'lines') return Buffer.from(texts.map((text) => `${text}\n`).join(''))
    const start = isFirst ? '[\n' : ',\n'
    isFirst = false
    return Buffer.from(start + texts.join(',\n'))
  }
  return {
    some,
    last: (texts: string[]): Buffer =>
      form === 'lines'
        ? some(texts)
        : Buffer.concat([...(texts.length > 0 ? [some(texts)] : []), Buffer.from('\n]\n')]),
  }
}

function explain({ log }: Context, thrown: unknown): TmfError {
  const error = asTmfError(thrown)
  if (error.status === 500) log.error({ err: thrown }, 'a stream failed')
  return error
}

async function discard(batches: AsyncGenerator<LineBatch>, stopping: AbortSignal): Promise<void> {
  const end = performance.now() + (stopping.aborted ? drainTime.idle : drainTime.total)
  const late = () => new Error('The client sends nothing')
  try {
    while (performance.now() < end && !(await before(batches.next(), drainTime.idle, late)).done);
  } catch {
    // Nothing more arrives, or nothing that can be read.
  }
}

/**
 * A stream of pieces, which are produced as fast as the spool takes them. If the client reads nothing and the spool is full, `halt` ends the work.
 * Calls `onEnd` once, also if the client closes the connection.
 */
function deliver(
  pieces: AsyncGenerator<Uint8Array>,
  spool: Spool,
  halt: (problem: TmfError) => void,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  let isOver = false
  const finish = () => {
    if (isOver) return
    isOver = true
    void spool.close()
    onEnd()
  }
  async function fill(): Promise<void> {
    let isFull = false
    for await (const piece of pieces) {
      if (!isFull && (await spool.add(piece))) continue
      if (!isFull) halt(unread())
      isFull = true
      spool.addLast(piece)
    }
  }
  let failure: unknown
  void fill()
    .catch((thrown) => {
      failure = thrown
    })
    .finally(spool.end)
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const bytes = await spool.next().catch((thrown) => {
          failure = thrown
        })
        if (bytes) return controller.enqueue(bytes)
        finish()
        if (failure) controller.error(failure)
        else controller.close()
      },
      async cancel() {
        finish()
        await pieces.return(undefined)
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 64 * 1024 }),
  )
}

const unread = () =>
  overloaded(
    'The answers that were not read are too many. This line and all later ones were not stored; send them again, and read the answers meanwhile or send Prefer: return=minimal.',
  )
