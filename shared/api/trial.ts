import { Type as t } from '@sinclair/typebox'
import type { BrokenRule, BrokenRuleCode } from '../checker/brokenRule'
import { text } from '../tmf'

const anyObject = (description: string) => t.Unsafe<object>({ type: 'object', description, additionalProperties: true })

/** The body of `POST /api/usageSpecification/{id}/test`: a usage or a query, and optionally a draft. */
export const TrialRequest = t.Object({
  usage: t.Optional(anyObject('A usage, as a client would send it')),
  query: t.Optional(
    text('Conditions for the stored usages to check, in the query language of lists; instead of `usage`'),
  ),
  usageSpecification: t.Optional(
    anyObject(
      'A draft to check against instead of the stored specification; the draft may contain the `id` and `href` of the stored one',
    ),
  ),
})
export type TrialRequest = typeof TrialRequest.static

/** The answer to a trial of one usage. */
export const TrialResult = t.Object({
  result: t.Unsafe<'passed' | 'failed'>({ type: 'string', enum: ['passed', 'failed'] }),
  brokenRule: t.Array(t.Unsafe<BrokenRule>({ type: 'object' })),
})
export type TrialResult = typeof TrialResult.static

const BrokenByRule = t.Object({
  rule: t.Unsafe<BrokenRuleCode>({ type: 'string' }),
  characteristic: t.Optional(t.String()),
  count: t.Integer(),
  sample: t.Array(t.String(), { description: 'The ids of some of the usages' }),
})
/** The number of usages that break a rule. */
export type BrokenByRule = typeof BrokenByRule.static

/** A line of the answer to a trial of stored usages: the progress, or with `done` the result. */
export const TrialLine = t.Object({
  checked: t.Integer(),
  passed: t.Integer(),
  failed: t.Integer(),
  done: t.Boolean(),
  uniqueAmong: t.Optional(t.Integer()),
  byRule: t.Optional(t.Array(BrokenByRule)),
})
export type TrialLine = typeof TrialLine.static
