import type { Detail } from '../http/route'

/** The published descriptions of the routes for monitoring. */
export const aliveDetail: Detail = {
  tags: ['Operation'],
  summary: 'Check that the process runs',
  responses: { 200: { description: 'The process runs' } },
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
