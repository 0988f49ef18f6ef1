import type { OpenAPIV3 } from 'openapi-types'
import { defaultLimit, mediaTypes } from '../../shared/vocabulary'
import type { Detail } from '../http/route'
import { arrival } from '../query/arrival'
import { derivedFilterNames } from '../query/unknownAttribute'
import { collectionPath, type Resource } from '../resource/resource'
import { exampleId, jsonOf, ref } from './components'
import { filterParameters } from './filterParameters'
import { schemaNames } from './resourceSchemas'
import { streamedContent } from './streamedContent'

type Operation = 'list' | 'create' | 'retrieve' | 'patch' | 'delete'
type Responses = Record<string, OpenAPIV3.ReferenceObject | OpenAPIV3.ResponseObject>

// Not a reference: the plugin does not resolve references and would add the parameter a second time.
export const idParameter: OpenAPIV3.ParameterObject = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Identifier',
  schema: { type: 'string' },
  example: exampleId,
}

/** The published description of one operation of a resource. */
export function operationDetail(it: Resource, operation: Operation): Detail {
  const whole = exampleOf(it)
  const name = it.type
  const { create, update, returned } = schemaNames(it)
  const some = { tags: [name], operationId: `${operation}${name}` }
  const found = {
    description: `The ${name}`,
    headers: { ETag: ref('headers', 'ETag'), 'Preference-Applied': ref('headers', 'Preference-Applied') },
    content: jsonOf(ref('schemas', returned), whole),
  }
  switch (operation) {
    case 'list':
      return {
        ...some,
        summary: `List ${name}s, newest first`,
        description: queryLanguage,
        parameters: [
          ...['fields', 'filter', 'sort', 'limit', 'after', 'before', 'offset', 'zone', 'Range', 'Prefer'].map(
            (parameter) => ref('parameters', parameter),
          ),
          ...filterParameters(it),
          freeForm(it),
        ],
        responses: {
          200: withStreams(
            it,
            listed(
              it,
              `All matching ${name}s, or the first ${defaultLimit} if the request names no page; NDJSON and CSV always contain all`,
            ),
          ),
          206: listed(it, 'The requested page, which is not the whole list', 'Content-Range'),
          ...errors('400', '405', '406', '414', '500', '501', '503'),
        },
      }
    case 'create':
      return {
        ...some,
        summary: `Create a ${name}`,
        parameters: ['fields', ...(it.keepsClaims ? ['force'] : []), 'Idempotency-Key', 'X-Reason', 'Prefer'].map(
          (parameter) => ref('parameters', parameter),
        ),
        requestBody: {
          required: true,
          content: {
            [mediaTypes.json]: { schema: ref('schemas', create), example: it.face.example },
          },
        },
        responses: {
          201: {
            ...found,
            description: `The stored ${name}`,
            headers: { Location: ref('headers', 'Location'), ...found.headers },
          },
          ...errors('400', '405', '406', '408', '409', '413', '414', '415', '422', '500', '503'),
        },
      }
    case 'retrieve':
      return {
        ...some,
        summary: `Retrieve a ${name}`,
        parameters: [
          idParameter,
          ...['fields', 'asOf', 'zone', 'If-None-Match', 'Prefer'].map((parameter) => ref('parameters', parameter)),
        ],
        responses: {
          200: found,
          304: {
            description: 'The resource has not changed since the revision in If-None-Match',
            headers: found.headers,
          },
          ...errors('400', '404', '405', '406', '414', '500', '503'),
        },
      }
    case 'patch':
      return {
        ...some,
        summary: `Change a ${name}`,
        description:
          'A patch applies completely or not at all. `id`, `href`, `@type`, `@baseType` and `@schemaLocation` cannot be changed; a patch may contain their current values.',
        parameters: [
          idParameter,
          ...['fields', ...(it.guardChange ? ['force'] : []), 'If-Match', 'If-None-Match', 'X-Reason', 'Prefer'].map(
            (parameter) => ref('parameters', parameter),
          ),
        ],
        requestBody: {
          required: true,
          content: {
            [mediaTypes.json]: { schema: ref('schemas', update), example: { description: 'Corrected' } },
            [mediaTypes.mergePatch]: { schema: ref('schemas', update), example: { description: null } },
            [mediaTypes.jsonPatch]: {
              schema: ref('schemas', 'JsonPatch'),
              example: [{ op: 'add', path: '/description', value: 'Corrected' }],
            },
            [mediaTypes.jsonPatchQuery]: { schema: ref('schemas', 'JsonPatchQuery'), example: [queryOperation(it)] },
          },
        },
        responses: {
          200: { ...found, description: `The whole ${name} after the change` },
          ...errors('400', '404', '405', '406', '408', '409', '412', '413', '414', '415', '428', '500', '501', '503'),
        },
      }
    case 'delete':
      return {
        ...some,
        summary: `Delete a ${name}`,
        parameters: [
          idParameter,
          ...[...(it.guardDelete ? ['force'] : []), 'If-Match', 'If-None-Match', 'X-Reason'].map((parameter) =>
            ref('parameters', parameter),
          ),
        ],
        responses: {
          204: { description: 'Deleted; its revisions can still be read' },
          ...errors('400', '404', '405', ...(it.guardDelete ? ['409'] : []), '412', '414', '428', '500', '503'),
        },
      }
  }
}

export const exampleOf = (it: Resource) => ({
  id: exampleId,
  href: `http://127.0.0.1:3000${collectionPath(it)}/${exampleId}`,
  ...it.prepare(it.face.example, new Date('2026-11-23T10:20:00Z')),
})

/** An operation on the first list whose elements have names, or on the resource by its own name. */
function queryOperation({ face: { example } }: Resource) {
  const list = Object.keys(example).find(
    (name) => Array.isArray(example[name]) && example[name].some((element) => 'name' in element),
  )
  return list
    ? { op: 'add', path: `/${list}/note?name=duration`, value: 'In seconds' }
    : { op: 'add', path: `/description?name=${example.name}`, value: 'Corrected' }
}

const listed = (it: Resource, description: string, ...more: string[]): OpenAPIV3.ResponseObject => ({
  description,
  headers: Object.fromEntries(
    ['X-Total-Count', 'X-Result-Count', 'Link', 'Preference-Applied', 'Accept-Ranges', ...more].map((name) => [
      name,
      ref('headers', name),
    ]),
  ),
  content: jsonOf({ type: 'array', items: ref('schemas', schemaNames(it).returned) }, [exampleOf(it)]),
})

const withStreams = (it: Resource, response: OpenAPIV3.ResponseObject): OpenAPIV3.ResponseObject => ({
  ...response,
  content: { ...response.content, ...streamedContent(it, exampleOf(it)) },
})

/** Every other filter: attributes of the caller's own, other operators, characteristics. */
const freeForm = (it: Resource): OpenAPIV3.ParameterObject => ({
  name: 'attribute',
  in: 'query',
  description: `More filters: each member is a parameter of its own, such as \`description.like=*call\`${it.keyed ? ' or `characteristic.NAME=value`' : ''}. Filters by these attributes are fast for any number of resources: ${['id', arrival, ...Object.keys(it.indexedColumns), ...Object.keys(it.shortForms ?? {}), ...(it.keyed ? ['characteristic.NAME', 'any'] : []), ...derivedFilterNames(it)].join(', ')}. A client that cannot send each member as a parameter uses the parameters above, or \`filter\``,
  style: 'form',
  explode: true,
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  example: {},
})

/** The error responses of an operation: `statuses`, and those that any operation can have because of its caller. */
export const errors = (...statuses: string[]): Responses =>
  Object.fromEntries([...statuses, '403', '421'].sort().map((status) => [status, ref('responses', status)]))

/** Short, because generated clients repeat it at every function. The address is relative to that of the reference. */
const queryLanguage =
  'Any attribute is a filter, with operators such as `.gte` and `.like`. Filters, order and pages are explained in [Query language](docs/query-language).'

/** The description of HEAD: that of GET, without response bodies. */
export function headDetail(it: Resource, operation: 'list' | 'retrieve'): Detail {
  const get = operationDetail(it, operation)
  const responses = Object.entries(get.responses ?? {}).map(([status, response]) => {
    const { description, headers } =
      '$ref' in response ? { description: `As for GET: ${status}`, headers: undefined } : response
    return [status, { description, ...(headers && { headers }) }]
  })
  return {
    ...get,
    operationId: `head${operation === 'list' ? 'List' : ''}${it.type}`,
    summary: 'The headers of GET, without a body',
    responses: Object.fromEntries(responses),
  }
}

/** The description of OPTIONS. */
export const optionsDetail = (it: Resource, where: 'collection' | 'item'): Detail => ({
  tags: [it.type],
  operationId: `options${where === 'item' ? '' : 'List'}${it.type}`,
  summary: 'List the allowed methods',
  parameters: where === 'item' ? [idParameter] : [],
  responses: {
    204: {
      description: 'The allowed methods and media types',
      headers: Object.fromEntries(
        ['Allow', 'Accept-Patch', ...(where === 'item' ? [] : ['Accept-Post'])].map((name) => [
          name,
          ref('headers', name),
        ]),
      ),
    },
  },
})
