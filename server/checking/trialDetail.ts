import { TrialRequest, TrialResult } from '../../shared/api/trial'
import { mediaTypes } from '../../shared/vocabulary'
import { errors } from '../openapi/operationDetail'
import { openApiOf } from '../openapi/schema'

/** The published description of a trial of a specification. */
export const trialDetail = {
  tags: ['UsageSpecification'],
  operationId: 'testUsageSpecification',
  summary: 'Check a usage, or stored usages, against a specification or a draft',
  description:
    'Stores nothing. With `usage`, the response lists the rules that the usage breaks, as if it were sent now: a unique value that a stored usage has is `notUnique`, and a specification that accepts no new usages is `specificationRetired`. With `query`, the server checks the stored usages of this specification that match its conditions. The response then has JSON lines with the progress; the last line has `done`: true and the number of usages for each broken rule. A usage is `notUnique` if a newer one of them has the same value. Not part of TMF635.',
  parameters: [
    { name: 'id', in: 'path' as const, required: true, description: 'Identifier', schema: { type: 'string' as const } },
  ],
  requestBody: {
    required: true,
    content: {
      [mediaTypes.json]: {
        schema: openApiOf(TrialRequest),
        example: {
          query: 'since=2026-11-01',
          usageSpecification: {
            name: 'Voice-Usage-Specification',
            specCharacteristic: [{ name: 'duration', valueType: 'integer' }],
          },
        },
      },
    },
  },
  responses: {
    200: {
      description: 'The result',
      content: {
        [mediaTypes.json]: {
          schema: openApiOf(TrialResult),
          example: { result: 'passed', brokenRule: [] },
        },
        [mediaTypes.ndjson]: {
          schema: {
            type: 'string' as const,
            description:
              'Lines with `checked`, `passed`, `failed` and `done`. The last line also has `byRule`. If there are more than a million unique values, it has `uniqueAmong`: the number of newest usages whose values were compared',
          },
          example:
            '{"checked":2,"passed":1,"failed":1,"done":true,"byRule":[{"rule":"missing","characteristic":"duration","count":1,"sample":["01KATJ7V5XD6T3X0GQ8Z4MW2BN"]}]}\n',
        },
      },
    },
    ...errors('400', '404', '405', '406', '413', '414', '415', '500', '501', '503'),
  },
}
