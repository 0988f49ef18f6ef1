import { TrialRequest, TrialResult } from '../../shared/api/trial'
import { mediaTypes } from '../../shared/vocabulary'
import { errors } from '../openapi/operationDetail'
import { openApiOf } from '../openapi/schema'

/** The published description of trying a specification out. */
export const trialDetail = {
  tags: ['UsageSpecification'],
  operationId: 'testUsageSpecification',
  summary: 'Check a usage, or many that are stored, against a specification or a draft of it',
  description:
    'Nothing is stored. A usage is answered with what it breaks; a query, in the query language of lists, with a line of JSON now and then and a last one with `done`: true and what is broken by rule. Only usages of this specification are checked. One usage is judged as if it came now: a unique value that a stored one has is `notUnique`, and a specification that takes no new usages `specificationRetired`. Among many, a usage is `notUnique` that has what a newer one of them has; of a query only conditions count. Not a part of TMF635.',
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
      description: 'What came of it',
      content: {
        [mediaTypes.json]: {
          schema: openApiOf(TrialResult),
          example: { result: 'passed', brokenRule: [] },
        },
        [mediaTypes.ndjson]: {
          schema: {
            type: 'string' as const,
            description:
              'Lines with checked, passed, failed and done; the last also with byRule, and with uniqueAmong where there were more than a million unique values: how many usages, the newest, were compared',
          },
          example:
            '{"checked":2,"passed":1,"failed":1,"done":true,"byRule":[{"rule":"missing","characteristic":"duration","count":1,"sample":["01KATJ7V5XD6T3X0GQ8Z4MW2BN"]}]}\n',
        },
      },
    },
    ...errors('400', '404', '405', '406', '413', '414', '415', '500', '501', '503'),
  },
}
