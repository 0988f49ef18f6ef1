import { Elysia } from 'elysia'
import { QuarantineGroup, QuarantineParameters } from '../../shared/api/quarantine'
import { badRequest } from '../errors'
import { wrongMethod } from '../http/methods'
import { parametersOf } from '../http/parameters'
import { acceptsJson } from '../http/request'
import { errors } from '../openapi/operationDetail'
import { openApiOf, queryParameters } from '../openapi/schema'
import type { Context } from '../operations/operations'
import { preferredCount } from '../store/totalCount'
import { mostGroups, newestOnly, quarantineGroups, sampleSize } from './quarantineGroups'

/** `GET /api/quarantine`: the rules that rejected usages break. */
export function quarantine({ pool }: Context) {
  const path = '/api/quarantine'
  return new Elysia({ name: 'quarantine' })
    .get(
      path,
      async ({ request }) => {
        acceptsJson(request)
        const { groups, applied } = await quarantineGroups(
          pool,
          specificationOf(request),
          preferredCount(request.headers.get('prefer')),
        )
        return Response.json(groups, {
          headers: { 'cache-control': 'no-cache', ...(applied && { 'preference-applied': `count=${applied}` }) },
        })
      },
      {
        detail: {
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
        },
      },
    )
    .all(path, ({ request }) => wrongMethod(request, 'GET, HEAD'), { detail: { hide: true } })
}

function specificationOf(request: Request): string | null {
  const { 'usageSpecification.id': id } = parametersOf(request, ['usageSpecification.id'])
  if (id?.includes('\0'))
    throw badRequest('invalidQuery', 'usageSpecification.id contains the character U+0000', 'No id contains it.')
  return id
}

const example: QuarantineGroup = {
  usageSpecification: { id: '01KATJ7T0M3V9KQ0G1S5X2Y4ZC', name: 'Voice-Usage-Specification' },
  rule: 'outOfRange',
  characteristic: 'duration',
  count: 17,
  sample: ['01KATJ7V5XD6T3X0GQ8Z4MW2BN'],
}
