import type { Detail } from '../http/route'

/** The published descriptions of what machines ask the process itself. */
export const aliveDetail: Detail = {
  tags: ['Operation'],
  summary: 'Whether the process runs',
  responses: { 200: { description: 'It does' } },
}

export const readyDetail: Detail = {
  tags: ['Operation'],
  summary: 'Whether requests can be served',
  responses: { 200: { description: 'They can' }, 503: { $ref: '#/components/responses/503' } },
}

export const metricsDetail: Detail = {
  tags: ['Operation'],
  summary: 'Measurements for Prometheus',
  responses: {
    200: { description: 'Prometheus text format', content: { 'text/plain': { schema: { type: 'string' } } } },
  },
}
