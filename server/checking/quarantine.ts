import { QuarantineGroup, QuarantineParameters } from '../../shared/api/quarantine'
import type { Validation } from '../../shared/usage'
import type { Context } from '../context'
import { badRequest } from '../errors'
import type { Detail } from '../http/route'
import { errors } from '../openapi/operationDetail'
import { openApiOf, queryParameters } from '../openapi/schema'
import type { Caller } from '../resource/caller'
import { countRejected, mostGroups, newestOnly, type RejectedGroup, sampleSize } from '../store/quarantine'
import type { Count } from '../store/totalCount'
import { reasonsOf } from './rejectionReasons'

/** The rules that rejected usages break, by specification: of one specification, or of all. */
export async function quarantine(
  { pool }: Context,
  specification: string | null,
  count: Count | undefined,
  caller: Caller,
): Promise<{ groups: QuarantineGroup[]; applied: Count | undefined }> {
  if (specification?.includes('\0'))
    throw badRequest('invalidQuery', 'usageSpecification.id contains the character U+0000', 'No id contains it.')
  const { groups, applied } = await countRejected(pool.scanning(caller), caller.scope, specification, count)
  return { groups: groups.flatMap(quarantinedOf), applied }
}

function quarantinedOf({ id, name, rule, count, sample, validation }: RejectedGroup): QuarantineGroup[] {
  const reason = reasonsOf({ status: 'rejected', validation: JSON.parse(validation) as Validation }).get(rule)
  if (!reason) return []
  const { code, characteristic } = reason
  return [
    {
      usageSpecification: { id, ...(name !== null && { name }) },
      rule: code,
      ...(characteristic && { characteristic }),
      count: Number(count),
      sample,
    },
  ]
}

const example: QuarantineGroup = {
  usageSpecification: { id: '01KATJ7T0M3V9KQ0G1S5X2Y4ZC', name: 'Voice-Usage-Specification' },
  rule: 'outOfRange',
  characteristic: 'duration',
  count: 17,
  sample: ['01KATJ7V5XD6T3X0GQ8Z4MW2BN'],
}

export const quarantineDetail: Detail = {
  tags: ['Usage'],
  operationId: 'listQuarantine',
  summary: 'Count rejected usages by specification and broken rule',
  description: `Returns at most ${mostGroups} groups, the largest first, with the ids of the newest ${sampleSize} usages of each. \`rule\` is the code of the broken rule, such as \`outOfRange\`; \`validation.brokenRule\` of each usage tells where the specification defines the rule. A usage that breaks several rules counts in several groups. \`usage?brokenRule=RULE:CHARACTERISTIC\` lists the usages of a group. If counting takes too long, only the newest ${newestOnly.toLocaleString('en')} rejected usages are counted, and the response has \`Preference-Applied: count=estimated\`. Not part of TMF635.`,
  parameters: [
    ...queryParameters(QuarantineParameters),
    {
      name: 'Prefer',
      in: 'header',
      description: '`count=exact`: count all, without a time limit; `count=estimated`: count only the newest',
      schema: { type: 'string' },
    },
  ],
  responses: {
    200: {
      description: 'The groups of rejected usages',
      headers: { 'Preference-Applied': { $ref: '#/components/headers/Preference-Applied' } },
      content: {
        'application/json': {
          schema: { type: 'array', items: openApiOf(QuarantineGroup) },
          example: [example],
        },
      },
    },
    ...errors('400', '405', '406', '414', '500', '503'),
  },
}
