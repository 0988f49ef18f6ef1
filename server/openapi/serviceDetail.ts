import type { Detail } from '../http/route'
import { errors } from './operationDetail'

/** The published descriptions of the routes for monitoring. */
export const aliveDetail: Detail = {
  tags: ['Operation'],
  summary: 'Check that the process runs',
  responses: { 200: { description: 'The process runs' } },
}

export const rootDetail: Detail = {
  tags: ['Operation'],
  operationId: 'describeApi',
  summary: 'List the collections and the documentation of this API',
  responses: {
    200: {
      description: 'Links to the collections and to the documentation (RFC 8631)',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['name', 'version', '_links'],
            properties: {
              name: { type: 'string' },
              version: { type: 'string' },
              _links: {
                type: 'object',
                additionalProperties: {
                  type: 'object',
                  required: ['href', 'title'],
                  properties: { href: { type: 'string' }, title: { type: 'string' } },
                },
              },
            },
          },
          example: {
            name: 'TMF635 Usage Management',
            version: '4.0.0',
            _links: {
              usage: { href: 'http://127.0.0.1:3000/tmf-api/usageManagement/v4/usage', title: 'The list of Usage' },
            },
          },
        },
      },
    },
    ...errors('405', '406', '500'),
  },
}

export const readyDetail: Detail = {
  tags: ['Operation'],
  summary: 'Check that the server can handle requests',
  responses: { 200: { description: 'The server can handle requests' }, 503: { $ref: '#/components/responses/503' } },
}

export const metricsDetail: Detail = {
  tags: ['Operation'],
  summary: 'Get the metrics for Prometheus',
  responses: {
    200: { description: 'Prometheus text format', content: { 'text/plain': { schema: { type: 'string' } } } },
  },
}
