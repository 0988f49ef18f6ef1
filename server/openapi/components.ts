import type { OpenAPIV3 } from 'openapi-types'
import { mediaTypes } from '../../shared/vocabulary'
import { sharedParameters } from './parameters'

export const exampleId = '01KATJ7V5XD6T3X0GQ8Z4MW2BN'

export const ref = (kind: string, name: string): OpenAPIV3.ReferenceObject => ({ $ref: `#/components/${kind}/${name}` })

export const jsonOf = (schema: OpenAPIV3.ReferenceObject | OpenAPIV3.SchemaObject, example: unknown) => ({
  [mediaTypes.json]: { schema, example },
})

/** The path syntax of JSON Patch Query, in short (TMF630 part 5). */
const patchLanguage = `Operations, applied in order as in RFC 6902. An operation applies to every value that its path selects; its path must select at least one.

| path | selects |
|---|---|
| \`/usageCharacteristic/value?name=duration\` | \`value\` of the elements with this \`name\`; conditions as in the query string of a list |
| \`/relatedParty?relatedParty.role=partner&relatedParty.id=x\` | the elements themselves; a condition may start with the name of the array |
| \`$.relatedParty[?(@.role=='partner')].name\`, \`/relatedParty[?(@.role=='partner')]/name\` | the same as JSONPath, as in \`filter\` |
| \`/status\` | as in RFC 6902 |

\`add\` appends a value to a selected list, and adds the attributes of an object to a selected element. \`from\`, and the \`path\` of \`move\`, must select exactly one value.`

/** The components that operations refer to. */
export const sharedComponents: OpenAPIV3.ComponentsObject = {
  parameters: sharedParameters,
  headers: {
    ETag: { description: 'Changes with every revision of the resource', schema: { type: 'string' }, example: '"1"' },
    Location: { description: 'The href of the new resource', schema: { type: 'string', format: 'uri' } },
    'X-Total-Count': { description: 'The number of matching resources', schema: { type: 'integer' }, example: 1302 },
    'Preference-Applied': {
      description:
        'The preferences that determined the answer (RFC 7240), and the kind of count if the number is not exact',
      schema: { type: 'string' },
      example: 'count=estimated',
    },
    'Accept-Ranges': { description: 'The unit of Range', schema: { type: 'string' }, example: 'items' },
    'Content-Range': {
      description: 'The returned range and the total, if the request has a Range',
      schema: { type: 'string' },
      example: 'items 11-20/1302',
    },
    'X-Result-Count': {
      description: 'The number of resources in this response',
      schema: { type: 'integer' },
      example: 100,
    },
    Link: {
      description: 'Links to this page and others: self, first, prev, next, last (RFC 8288)',
      schema: { type: 'string' },
      example:
        '<http://127.0.0.1:3000/tmf-api/usageManagement/v4/usage?after=WyItaWQiLFsiMDFNNEg2ME4yMjlZRDNNRjRIQTVGNTRSM1ciXV0&limit=100>; rel="next"',
    },
    Allow: {
      description: 'The allowed methods',
      schema: { type: 'string' },
      example: 'GET, HEAD, POST, PATCH, OPTIONS',
    },
    'Accept-Patch': {
      description: 'The media types that PATCH accepts',
      schema: { type: 'string' },
      example: [mediaTypes.json, mediaTypes.mergePatch, mediaTypes.jsonPatch].join(', '),
    },
    'Accept-Post': {
      description: 'The media types that POST accepts',
      schema: { type: 'string' },
      example: [mediaTypes.json, mediaTypes.ndjson, mediaTypes.cloudEvent, mediaTypes.cloudEvents].join(', '),
    },
    'Retry-After': { description: 'Seconds to wait before trying again', schema: { type: 'integer' }, example: 1 },
  },
  responses: {
    400: error(400, 'Invalid request', 'invalidAttribute', 'The Usage is not valid', 'usageSpecification is required', {
      invalidAttribute: [{ path: 'usageSpecification', message: 'is required' }],
    }),
    403: error(
      403,
      'A page of another web site has sent the request, and CORS_ORIGINS does not list it',
      'originNotAllowed',
      'Pages of https://elsewhere.example.com may not do this',
      'If that web page is meant to use this server, add its origin, such as https://portal.example.com, to CORS_ORIGINS and restart the server. If it is the app of this server behind a proxy, set PUBLIC_URL to its address.',
    ),
    404: error(
      404,
      'Resource not found',
      'unknownId',
      'Usage not found',
      `There is no Usage with id ${exampleId}. The Usage may have been deleted.`,
    ),
    405: error(
      405,
      'Method not allowed',
      'methodNotAllowed',
      'PUT is not allowed here',
      'Allowed methods: GET, HEAD, POST, PATCH, OPTIONS.',
      {},
      { Allow: ref('headers', 'Allow') },
    ),
    406: error(
      406,
      'The response has none of the media types in Accept',
      'notAcceptable',
      'The answer is available as application/json',
      'Send Accept: application/json, or no Accept header.',
    ),
    408: error(
      408,
      'The body arrives too slowly',
      'bodyTooSlow',
      'The body arrives too slowly',
      'A body, a line or an element of an array must be complete within 60 s. Nothing from there on was stored; send it again.',
    ),
    409: error(
      409,
      'The request conflicts with the current state',
      'testFailed',
      'A test operation of the patch failed',
      'Operation 0 (test /status) found a different value. Read the resource again. Nothing was changed.',
    ),
    410: error(
      410,
      'The changes after the cursor are no longer kept',
      'cursorExpired',
      'The changes after this cursor are no longer kept',
      'Ask for after=now, keep the cursor `next`, read the lists that you follow once from beginning to end, and continue from that cursor.',
    ),
    412: error(
      412,
      'The resource does not have the revision in If-Match, or has the one in If-None-Match, or these are not allowed',
      'changedMeanwhile',
      'The resource has changed',
      'If-Match is "1", but the current ETag is "2". Read the resource again and repeat the change.',
    ),
    413: error(
      413,
      'Request body too large',
      'bodyTooLarge',
      'The body is too large',
      'A body may have at most 1048576 bytes. Send fewer or smaller attributes.',
    ),
    414: error(
      414,
      'Path and query too long',
      'uriTooLong',
      'The URL is too long',
      'Path and query may have at most 8192 bytes together; got 9000. Split the request into several.',
    ),
    415: error(
      415,
      'Unsupported Content-Type',
      'unsupportedMediaType',
      'Unsupported Content-Type: text/plain',
      'Send Content-Type: application/json, in UTF-8.',
      {},
      { 'Accept-Post': ref('headers', 'Accept-Post'), 'Accept-Patch': ref('headers', 'Accept-Patch') },
    ),
    421: error(
      421,
      'The server does not answer for the host of the request',
      'hostNotAllowed',
      'This server does not answer for usage.example.com',
      'If people are meant to reach it by this name, add the name to ALLOWED_HOSTS, or set PUBLIC_URL, and restart the server. Allowed now: names of this machine itself, such as localhost, and the hosts in these settings.',
    ),
    422: error(
      422,
      'The Idempotency-Key was used for another request',
      'idempotencyKeyReused',
      'The Idempotency-Key was used for another request',
      'Idempotency-Key 7b1c was sent with a different body. Use a new key for a new Usage.',
    ),
    428: error(
      428,
      'The server requires If-Match, and the request has none',
      'ifMatchRequired',
      'If-Match is required',
      'Read the resource and send its ETag as If-Match, so that this change does not overwrite changes by others.',
    ),
    500: error(
      500,
      'Internal server error',
      'internal',
      'Internal error',
      'The server failed and has logged the error. Try again. If the error persists, report it with the X-Request-ID of this answer.',
    ),
    501: error(
      501,
      'Valid, but not supported',
      'notSupported',
      'filter is not supported',
      'filter: .. (position 2) is not supported. Name every step.',
    ),
    503: error(
      503,
      'Temporarily unavailable',
      'overloaded',
      'The server is temporarily unavailable',
      '20000 documents are waiting to be stored. Try again after the seconds in Retry-After.',
      {},
      {
        'Retry-After': ref('headers', 'Retry-After'),
      },
    ),
  },
  schemas: {
    JsonPatch: operationsSchema('Operations, applied in order (RFC 6902)', 'A JSON Pointer', '/status'),
    JsonPatchQuery: operationsSchema(
      patchLanguage,
      'A JSON Pointer, optionally with a condition, or a JSONPath',
      '/usageCharacteristic/value?name=duration',
    ),
  },
}

function operationsSchema(description: string, path: string, example: string): OpenAPIV3.SchemaObject {
  return {
    type: 'array',
    description,
    items: {
      type: 'object',
      required: ['op', 'path'],
      properties: {
        op: { type: 'string', enum: ['add', 'remove', 'replace', 'move', 'copy', 'test'] },
        path: { type: 'string', description: path, example },
        from: { type: 'string', description: `${path}, for move and copy` },
        value: { description: 'For add, replace and test' },
      },
    },
  }
}

function error(
  status: number,
  description: string,
  code: string,
  reason: string,
  message: string,
  extra: object = {},
  headers?: OpenAPIV3.ResponseObject['headers'],
): OpenAPIV3.ResponseObject {
  return {
    description,
    ...(headers && { headers }),
    content: jsonOf(ref('schemas', 'Error'), {
      code,
      reason,
      message,
      status: String(status),
      '@type': 'Error',
      ...extra,
    }),
  }
}
