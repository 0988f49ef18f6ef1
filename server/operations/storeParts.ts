import { type TSchema, Type } from '@sinclair/typebox'
import { limits } from '../../shared/limits'
import type { Context } from '../context'
import { asTmfError } from '../db/databaseError'
import { badRequest, errorBody, TmfError } from '../errors'
import type { Claim } from '../resource/admission'
import type { Caller } from '../resource/caller'
import { checkNew } from '../resource/check'
import type { Document } from '../resource/json'
import { readDocument } from '../resource/readDocument'
import { documentOf } from '../resource/represent'
import { admit, baseOf, hrefOf, type Resource } from '../resource/resource'
import type { Line } from '../stream/lines'
import type { ClaimOrder } from '../write/claimOrder'
import { isRepetition } from '../write/claims'
import type { Outcome } from '../write/writer'
import { startTimeSlice } from '../yieldToOthers'
import { claimConflict } from './claimConflict'
import { readEvent } from './cloudEvent'

/** What a part of a body is: a resource, or a CloudEvent with a resource. */
export type PartKind = 'resource' | 'event'

/** The outcomes of a batch of parts, as JSON texts. `last` is the number of the last part. */
export interface Outcomes {
  /** One for each part, in order. */
  texts: string[]
  /** Those of `texts` that say that nothing was stored. */
  refusals: string[]
  /** The number of parts that created a resource, and of events that came again. */
  created: number
  repeated: number
  last: number
}

/** A document to store, and the claim of the event that brought it. */
interface Prepared {
  document: Document
  claim: Claim | undefined
}

/** Stores the valid parts of a batch. Never throws: every error becomes the outcome of a part. */
export async function storeParts(
  context: Context,
  it: Resource,
  parts: Line[],
  kind: PartKind,
  caller: Caller,
  claimOrder: ClaimOrder,
): Promise<Outcomes> {
  const now = new Date()
  const slice = startTimeSlice()
  const read: (Prepared | TmfError)[] = []
  for (const part of parts) {
    if (slice.isOver()) await slice.yieldToOthers()
    read.push(attempt(context, () => prepare(it, part, kind, caller, now)))
  }
  const stored = (await store(context, it, read.filter(isValid), now, caller, claimOrder)).values()
  const outcomes: Outcomes = { texts: [], refusals: [], created: 0, repeated: 0, last: parts.at(-1)?.number ?? 0 }
  for (const [index, { number }] of parts.entries()) {
    const one = read[index]
    const outcome: Outcome =
      one instanceof TmfError ? { result: 'refused', error: one } : (stored.next().value as Outcome)
    const text = await textOf(context, it, number, outcome, caller)
    outcomes.texts.push(text)
    if (outcome.result === 'created') outcomes.created++
    else if (isRepeated(outcome)) outcomes.repeated++
    else outcomes.refusals.push(text)
  }
  return outcomes
}

const isValid = <Value extends object>(one: Value | TmfError): one is Value => !(one instanceof TmfError)

/** The schema of a part, whose types say how to send numbers that are not exact. */
export const schemaOf = (it: Resource, kind: PartKind): TSchema =>
  kind === 'event' ? Type.Object({ data: it.face.createSchema }) : it.face.createSchema

function prepare(it: Resource, { bytes }: Line, kind: PartKind, caller: Caller, now: Date): Prepared {
  if (!bytes)
    throw new TmfError(
      413,
      'bodyTooLarge',
      'The line is too long',
      `A line may have at most ${limits.bodyBytes} bytes. Send fewer or smaller attributes.`,
    )
  const whole = readDocument(bytes, it.type, schemaOf(it, kind))
  const { input, claim } = kind === 'event' ? readEvent(it, whole, caller) : { input: whole, claim: undefined }
  checkNew(it.type, it.face.createSchema, input)
  return { document: it.prepare(documentOf(it, input), now), claim }
}

/** Stores documents; resolves with one outcome for each. */
async function store(
  context: Context,
  it: Resource,
  prepared: Prepared[],
  now: Date,
  caller: Caller,
  claimOrder: ClaimOrder,
): Promise<Outcome[]> {
  try {
    const candidates = prepared.map(({ document }) => ({ document, scope: caller.scope }))
    const admission = admit(context.pool, it, candidates, now).then((each) =>
      each.map((one, index) => {
        const claim = prepared[index]?.claim
        return claim && isValid(one) ? { ...one, claims: [claim, ...one.claims] } : one
      }),
    )
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
    return prepared.map(() => ({ result: 'refused', error }))
  }
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

/** True if the same event brought the resource before. */
const isRepeated = (outcome: Outcome): boolean => outcome.result === 'held' && isRepetition(outcome.held)

async function textOf(context: Context, it: Resource, line: number, outcome: Outcome, caller: Caller): Promise<string> {
  if (outcome.result === 'refused') return refusal(line, outcome.error)
  if (outcome.result === 'created' || isRepeated(outcome)) {
    const id = outcome.result === 'created' ? outcome.row.id : outcome.held.id
    const repeated = outcome.result === 'held' ? { repeated: true } : {}
    return JSON.stringify({ line, status: 201, id, href: hrefOf(it, id, baseOf(it, caller)), ...repeated })
  }
  // An error here is that of this part: others of the batch are stored.
  const error = await claimConflict(context.pool, it, outcome.held, caller).catch((thrown) => explain(context, thrown))
  return refusal(line, error, error.extra.referenceError)
}

/** The outcome of a part that was not stored. */
export const refusal = (line: number, error: TmfError, href?: string): string =>
  JSON.stringify({ line, status: error.status, href, error: errorBody(error) })

export const badEmptyArray = () =>
  badRequest('malformedJson', 'The array is empty', 'Send at least one element, or a single resource without brackets.')
