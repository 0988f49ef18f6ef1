import type { OpenAPIV3 } from 'openapi-types'
import { basePath, defaultLimit, maxLimit, mediaTypes } from '../../shared/vocabulary'
import { streamedContent } from './openapiStream'
import type { Resource } from './resource'

type Operation = 'list' | 'create' | 'retrieve' | 'patch' | 'delete'
type Detail = Partial<OpenAPIV3.OperationObject>
type Responses = Record<string, OpenAPIV3.ReferenceObject | OpenAPIV3.ResponseObject>

const ref = (kind: string, name: string): OpenAPIV3.ReferenceObject => ({ $ref: `#/components/${kind}/${name}` })
const exampleId = '01KATJ7V5XD6T3X0GQ8Z4MW2BN'

// Not a reference: the plugin adds a second one to a path whose parameter it cannot see.
const idParameter: OpenAPIV3.ParameterObject = { name: 'id', in: 'path', required: true, description: 'Identifier', schema: { type: 'string' }, example: exampleId }

/** The published description of one operation of a resource. */
export function operationDetail(it: Resource, operation: Operation): Detail {
  const whole = exampleOf(it)
  const name = it.type
  const some = { tags: [name], operationId: `${operation}${name}` }
  const found = { description: `The ${name}`, headers: { ETag: ref('headers', 'ETag') }, content: jsonOf(ref('schemas', name), whole) }
  switch (operation) {
    case 'list':
      return {
        ...some,
        summary: `List ${name}s, newest first`,
        description: queryLanguage,
        parameters: [ref('parameters', 'fields'), ref('parameters', 'sort'), ref('parameters', 'offset'), ref('parameters', 'limit'), filterParameter(it)],
        responses: {
          200: withStreams(it, listed(it, `All ${name}s that fit, or the first ${defaultLimit} when no page was asked for; as NDJSON or CSV always all`)),
          206: listed(it, 'The page that was asked for, out of more'),
          ...errors('400', '405', '406', '500', '501', '503'),
        },
      }
    case 'create':
      return {
        ...some,
        summary: `Create a ${name}`,
        parameters: [ref('parameters', 'fields')],
        requestBody: { required: true, content: { [mediaTypes.json]: { schema: ref('schemas', it.createSchema.title ?? ''), example: it.example } } },
        responses: {
          201: { ...found, description: `The ${name}, committed`, headers: { Location: ref('headers', 'Location'), ...found.headers } },
          ...errors('400', '405', '406', '413', '415', '500', '503'),
        },
      }
    case 'retrieve':
      return {
        ...some,
        summary: `Retrieve a ${name}`,
        parameters: [idParameter, ref('parameters', 'fields'), ref('parameters', 'If-None-Match')],
        responses: { 200: found, 304: { description: 'It is still as If-None-Match names it', headers: found.headers }, ...errors('400', '404', '405', '406', '500', '503') },
      }
    case 'patch':
      return {
        ...some,
        summary: `Change a ${name}`,
        description: 'All of the patch applies, or none. `id`, `href`, `@type`, `@baseType` and `@schemaLocation` cannot change; sending the value they have is fine.',
        parameters: [idParameter, ref('parameters', 'fields'), ref('parameters', 'If-Match')],
        requestBody: {
          required: true,
          content: {
            [mediaTypes.json]: { schema: ref('schemas', 'MergePatch'), example: { description: 'Corrected' } },
            [mediaTypes.mergePatch]: { schema: ref('schemas', 'MergePatch'), example: { description: null } },
            [mediaTypes.jsonPatch]: { schema: ref('schemas', 'JsonPatch'), example: [{ op: 'add', path: '/description', value: 'Corrected' }] },
          },
        },
        responses: { 200: { ...found, description: `The whole ${name} after the change` }, ...errors('400', '404', '405', '406', '409', '412', '413', '415', '500', '503') },
      }
    case 'delete':
      return {
        ...some,
        summary: `Delete a ${name}`,
        parameters: [idParameter, ref('parameters', 'If-Match')],
        responses: { 204: { description: 'It is gone; what it was stays among the revisions' }, ...errors('404', '405', '412', '500', '503') },
      }
  }
}

const exampleOf = (it: Resource) => ({
  id: exampleId,
  href: `http://127.0.0.1:3000${basePath}/${it.path}/${exampleId}`,
  ...it.prepare(it.example, new Date('2026-11-23T10:20:00Z')),
})

const jsonOf = (schema: OpenAPIV3.ReferenceObject | OpenAPIV3.SchemaObject, example: unknown) => ({ [mediaTypes.json]: { schema, example } })

const listed = (it: Resource, description: string): OpenAPIV3.ResponseObject => ({
  description,
  headers: Object.fromEntries(['X-Total-Count', 'X-Result-Count', 'Link'].map((name) => [name, ref('headers', name)])),
  content: jsonOf({ type: 'array', items: ref('schemas', it.type) }, [exampleOf(it)]),
})

const withStreams = (it: Resource, response: OpenAPIV3.ResponseObject): OpenAPIV3.ResponseObject => ({
  ...response,
  content: { ...response.content, ...streamedContent(it, exampleOf(it)) },
})

const filterParameter = (it: Resource): OpenAPIV3.ParameterObject => ({
  name: 'attribute',
  in: 'query',
  description: `Filters by attribute name. These are fast at any size: ${['id', ...Object.keys(it.promoted)].join(', ')}.`,
  style: 'form',
  explode: true,
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  example: {},
})

const errors = (...statuses: string[]): Responses => Object.fromEntries(statuses.map((status) => [status, ref('responses', status)]))

function error(
  status: number,
  description: string,
  code: string,
  reason: string,
  message: string,
  extra: object = {},
  headers?: OpenAPIV3.ResponseObject['headers'],
): OpenAPIV3.ResponseObject {
  return { description, ...(headers && { headers }), content: jsonOf(ref('schemas', 'Error'), { code, reason, message, status: String(status), '@type': 'Error', ...extra }) }
}

/** The query language in short (TMF630 part 1, 4.3 to 4.5). */
const queryLanguage = `Any attribute is a filter: \`status=rated\`; nested ones by dots, through objects and arrays, where any element will do: \`relatedParty.id=customer-4711\`.

| write | for |
|---|---|
| \`status=rated,billed\` or \`status=rated;billed\` | one of several values |
| \`status=rated&usageType=Voice\` | both |
| \`status=rated;usageType=Voice\` | either; \`&\` binds tighter than \`;\` |
| \`usageDate.gte=2026-11-01\` or \`usageDate%3E=2026-11-01\` | \`.eq\` \`.ne\` \`.gt\` \`.gte\` \`.lt\` \`.lte\`; a part of a date is the whole of it, in UTC |
| \`usageDate=2026-11\` | all of November |
| \`status.in=rated,billed\`, \`status.nin=received\` | one of, none of |
| \`description.like=Voice*\` | \`*\` stands for anything |
| \`description.regex=^Voice\` or \`description%3D~^Voice\` | a regular expression |
| \`description.isnull=true\` | it is not there |
| \`characteristic.duration.gt=60\` | the value of the characteristic of that name (usages) |
| \`party=customer-4711\`, \`since=2026-11-01&until=2026-12-01\` | short for \`relatedParty.id\` and for \`usageDate\` from, and before (usages) |
| \`offset.eq=5\` | an attribute whose name means something else here |

Text compares exactly, numbers as numbers, date-times as instants. Percent-encode \`,\` \`;\` and \`&\` inside a value.`

/** HEAD of what `operation` gets: the same answers without their bodies. */
export function headDetail(it: Resource, operation: 'list' | 'retrieve'): Detail {
  const get = operationDetail(it, operation)
  const responses = Object.entries(get.responses ?? {}).map(([status, response]) => {
    const { description, headers } = '$ref' in response ? { description: `As of GET: ${status}`, headers: undefined } : response
    return [status, { description, ...(headers && { headers }) }]
  })
  return { ...get, operationId: `head${operation === 'list' ? 'List' : ''}${it.type}`, summary: `The headers of GET, without a body`, responses: Object.fromEntries(responses) }
}

/** OPTIONS: what is possible at an address. */
export const optionsDetail = (it: Resource, where: 'collection' | 'item'): Detail => ({
  tags: [it.type],
  operationId: `options${where === 'item' ? '' : 'List'}${it.type}`,
  summary: 'What is possible here',
  parameters: where === 'item' ? [idParameter] : [],
  responses: {
    204: {
      description: 'The methods and media types',
      headers: Object.fromEntries(['Allow', where === 'item' ? 'Accept-Patch' : 'Accept-Post'].map((name) => [name, ref('headers', name)])),
    },
  },
})

/** What the operations refer to. */
export const sharedComponents: OpenAPIV3.ComponentsObject = {
  parameters: {
    fields: {
      name: 'fields',
      in: 'query',
      description: 'Only these attributes, separated by commas, nested ones by dots: `status,relatedParty.id`; `none` for `id` and `href` alone, which are always there',
      schema: { type: 'string' },
    },
    sort: {
      name: 'sort',
      in: 'query',
      description: 'The attributes to sort by, a `-` in front for descending: `-usageDate,status`. What is absent counts as the least.',
      schema: { type: 'string' },
    },
    offset: { name: 'offset', in: 'query', description: 'How many to skip', schema: { type: 'integer', minimum: 0, default: 0 } },
    limit: {
      name: 'limit',
      in: 'query',
      description: 'How many to return at most; of NDJSON and CSV any number',
      schema: { type: 'integer', minimum: 0, maximum: maxLimit, default: defaultLimit },
    },
    'If-Match': { name: 'If-Match', in: 'header', description: 'An ETag, such as `"3"`: 412 if it has changed since', schema: { type: 'string' } },
    'If-None-Match': { name: 'If-None-Match', in: 'header', description: 'An ETag, such as `"3"`: 304 if nothing has changed since', schema: { type: 'string' } },
  },
  headers: {
    ETag: { description: 'Changes with every revision of the resource', schema: { type: 'string' }, example: '"1"' },
    Location: { description: 'The href of the new resource', schema: { type: 'string', format: 'uri' } },
    'X-Total-Count': { description: 'How many resources fit', schema: { type: 'integer' }, example: 1302 },
    'X-Result-Count': { description: 'How many of them are in this answer', schema: { type: 'integer' }, example: 100 },
    Link: {
      description: 'This page and its neighbours: self, first, prev, next, last (RFC 8288)',
      schema: { type: 'string' },
      example: '<http://127.0.0.1:3000/tmf-api/usageManagement/v4/usage?offset=100&limit=100>; rel="next"',
    },
    Allow: { description: 'The methods that are possible', schema: { type: 'string' }, example: 'GET, HEAD, POST, OPTIONS' },
    'Accept-Patch': { description: 'The media types PATCH takes', schema: { type: 'string' }, example: Object.values(mediaTypes).join(', ') },
    'Accept-Post': { description: 'The media types POST takes', schema: { type: 'string' }, example: mediaTypes.json },
    'Retry-After': { description: 'Seconds to wait before trying again', schema: { type: 'integer' }, example: 1 },
  },
  responses: {
    400: error(400, 'The request is not as it must be', 'invalidAttribute', 'The Usage is not valid', 'usageSpecification is required', {
      invalidAttribute: [{ path: 'usageSpecification', message: 'is required' }],
    }),
    404: error(404, 'There is no such resource', 'unknownId', 'Usage not found', `There is no Usage with id ${exampleId}. It may have been deleted.`),
    405: error(
      405,
      'The method is not possible here',
      'methodNotAllowed',
      'PUT is not possible here',
      'Possible are GET, HEAD, POST, OPTIONS.',
      {},
      { Allow: ref('headers', 'Allow') },
    ),
    406: error(406, 'The answer cannot be what Accept asks for', 'notAcceptable', 'The answer would be application/json', 'Send Accept: application/json, or none.'),
    409: error(
      409,
      'It conflicts with what is there',
      'testFailed',
      'A test of the patch failed',
      'Operation 0 (test /status) found another value at status. Read the resource again.',
    ),
    412: error(
      412,
      'It has changed meanwhile',
      'changedMeanwhile',
      'It has changed since you read it',
      'If-Match is "1", but it is "2" now. Read it again, and make your change to that.',
    ),
    413: error(413, 'The body is too large', 'bodyTooLarge', 'The body is too large', 'A body has at most 1048576 bytes. Send fewer or smaller attributes.'),
    415: error(415, 'The body is of the wrong type', 'unsupportedMediaType', 'The body is text/plain', 'Send Content-Type: application/json, in UTF-8.'),
    500: error(500, 'A fault of the server', 'internal', 'Internal error', 'This is a fault of the server, and it has been logged.'),
    501: error(501, 'Legal, but not offered', 'notSupported', 'filter is not supported', 'filter is not supported. Filter by attribute=value.'),
    503: error(
      503,
      'Not now',
      'overloaded',
      'The server cannot take this now',
      '20000 documents are waiting to be stored. Try again after the seconds in Retry-After.',
      {},
      {
        'Retry-After': ref('headers', 'Retry-After'),
      },
    ),
  },
  schemas: {
    MergePatch: { type: 'object', description: 'The attributes to change; null removes one (RFC 7396). Arrays are replaced whole.', additionalProperties: true },
    JsonPatch: {
      type: 'array',
      description: 'Operations applied in order (RFC 6902)',
      items: {
        type: 'object',
        required: ['op', 'path'],
        properties: {
          op: { type: 'string', enum: ['add', 'remove', 'replace', 'move', 'copy', 'test'] },
          path: { type: 'string', description: 'A JSON Pointer', example: '/status' },
          from: { type: 'string', description: 'A JSON Pointer, for move and copy' },
          value: { description: 'For add, replace and test' },
        },
      },
    },
  },
}
