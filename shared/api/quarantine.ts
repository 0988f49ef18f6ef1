import { Type as t } from '@sinclair/typebox'
import type { BrokenRuleCode } from '../checker/brokenRule'
import { text } from '../tmf'

/** The query parameters of `GET /api/quarantine`. */
export const QuarantineParameters = t.Object({
  'usageSpecification.id': t.Optional(text('Only usages of this specification')),
})

/** Why a usage is rejected: the code of a broken rule, or `corrected` if it no longer breaks any. */
export type RejectionCode = BrokenRuleCode | 'corrected'

/** Rejected usages of one specification that break the same rule. */
export const QuarantineGroup = t.Object({
  usageSpecification: t.Object({ id: t.String(), name: t.Optional(t.String()) }),
  rule: t.Unsafe<RejectionCode>({
    type: 'string',
    description:
      'The code of the broken rule: `code` in `validation.brokenRule`, not its `rule`. `corrected`: the usage no longer breaks a rule and can be recycled',
  }),
  characteristic: t.Optional(text('The characteristic that the rule is about')),
  count: t.Integer({ description: 'The number of usages' }),
  sample: t.Array(t.String(), { description: 'The ids of the newest of them' }),
})
export type QuarantineGroup = typeof QuarantineGroup.static
