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
import { duplicate } from './duplicate'

/** Streams open at a time, for each resource. */
const mostStreams = 16
/** What one stream has been read of and is not yet committed. */
const mostUnderWay = { batches: 32, bytes: 4 * 2 ** 20 }
/** The bytes of answers kept for a client that sends before it reads. */
const mostUnread = 8 * 2 ** 20
/** How long a client may take to see that a stream has ended early. */
const drainTimeLimit = 2000

/** Answers some lines, up to the one numbered `last`. */
interface Answers extends Numbers {
  text: string
  last: number
}

/** How many lines became resources, and how many did not. */
interface Numbers {
  created: number
  refused: number
}

/**
 * Takes streams of lines, and creates a resource for each line. The answer is a stream of lines, too: one for each, in order, once the resource is
 * committed or refused.
 */
export function makeIngest(
  context: Context,
  it: Resource,
): (body: AsyncIterable<Uint8Array>, caller: Caller) => ReadableStream<Uint8Array> {
  let open = 0
  return (body, caller) => {
    refuseKey(caller.idempotencyKey)
    if (open >= mostStreams)
      throw overloaded(`${open} streams are being read already. Try again after the seconds in Retry-After.`)
    const batches = readLines(body, maxBody)
    const precedence = makeClaimOrder()
    const work = orderedPool(batches, ({ lines }) => answer(context, it, lines, caller, precedence), mostUnderWay)
    open++
    const started = performance.now()
    const told: Numbers = { created: 0, refused: 0 }
    return toStream(answerAll(context, batches, work, told), () => {
      open--
      work.halt()
      context.log.info({ path: it.path, ...told, ms: Math.round(performance.now() - started) }, 'stream')
    })
  }
}

/** All answers. When they end early, the last one says why, by the number of the first line that was not taken. */
async function* answerAll(
  context: Context,
  batches: AsyncGenerator<LineBatch>,
  { results, halt }: ReturnType<typeof orderedPool<LineBatch, Answers>>,
  told: Numbers,
): AsyncGenerator<Uint8Array> {
  let next = 1
  const stop = () => halt(overloaded('The server is stopping. Lines from this one on were not taken: send them again.'))
  context.stopping.addEventListener('abort', stop)
  if (context.stopping.aborted) stop()
  try {
    for await (const { text, last, created, refused } of results) {
      told.created += created
      told.refused += refused
      yield Buffer.from(text)
      next = last + 1
    }
  } catch (thrown) {
    yield Buffer.from(refusal(next, explain(context, thrown)))
    // A connection that is closed on a client that is still sending takes away what the client has not read yet.
    await Promise.race([discard(batches), Bun.sleep(drainTimeLimit)])
  } finally {
    void batches.return(undefined)
    context.stopping.removeEventListener('abort', stop)
  }
}

async function discard(batches: AsyncGenerator<LineBatch>): Promise<void> {
  for await (const _ of batches);
}

/** Asks for no more than is read, but for what a client that sends before it reads may leave. `onEnd` is called once, also when the client goes away. */
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
    new ByteLengthQueuingStrategy({ highWaterMark: mostUnread }),
  )
}

/** Stores what can be stored of some lines. It never throws: whatever happens is the answer to a line. */
async function answer(
  context: Context,
  it: Resource,
  lines: Line[],
  caller: Caller,
  precedence: ClaimOrder,
): Promise<Answers> {
  const now = new Date()
  const read = lines.map((line) => attempt(context, () => it.prepare(documentOf(it, readLine(it, line)), now)))
  const stored = await store(context, it, read.filter(isFine), now, caller, precedence)
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

const isFine = <Value extends object>(one: Value | TmfError): one is Value => !(one instanceof TmfError)

/** One outcome for each document. */
async function store(
  context: Context,
  it: Resource,
  documents: Document[],
  now: Date,
  caller: Caller,
  precedence: ClaimOrder,
): Promise<Outcome[]> {
  try {
    const candidates = documents.map((document) => ({ document, scope: caller.scope }))
    const admission = admit(context.pool, it, candidates, now)
    const stored = await precedence.keep(
      admission.then((each) => each.filter(isFine)),
      (admitted) =>
        context.writer.create(
          it,
          admitted.map(({ document }) => document),
          { kind: 'bulk', beside: admitted, author: caller },
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
      `A line has at most ${maxBody} bytes. Send fewer or smaller attributes.`,
    )
  const document = readDocument(bytes, it.type)
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
  { pool }: Context,
  it: Resource,
  line: number,
  outcome: Outcome,
  caller: Caller,
): Promise<string> {
  if (outcome.result === 'refused') return refusal(line, outcome.error)
  if (outcome.result === 'held') {
    const error = await duplicate(pool, it, outcome.held, caller)
    return refusal(line, error, error.extra.referenceError)
  }
  const { id } = outcome.row
  return `${JSON.stringify({ line, status: 201, id, href: hrefOf(it, id, baseOf(it, caller)) })}\n`
}

const refusal = (line: number, error: TmfError, href?: string): string =>
  `${JSON.stringify({ line, status: error.status, href, error: errorBody(error) })}\n`
