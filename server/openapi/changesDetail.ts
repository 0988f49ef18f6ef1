import { ChangePage, ChangesParameters, type ChangePage as Page } from '../../shared/api/changes'
import type { Detail } from '../http/route'
import { exampleId, jsonOf } from './components'
import { errors } from './operationDetail'
import { openApiOf, queryParameters } from './schema'

const example: Page = {
  change: [
    {
      cursor: '1842.1',
      type: 'Usage',
      id: exampleId,
      revision: 2,
      kind: 'changed',
      at: '2026-11-24T12:30:00.123456Z',
    },
  ],
  next: '1842.1',
}

export const changesDetail: Detail = {
  tags: ['Changes'],
  operationId: 'listChanges',
  summary: 'Follow all changes in the order of their commits',
  description:
    'Returns every committed creation, change and deletion once, those of one resource in the order of its revisions. Process a page, keep `next`, and send it as `after`: no change is lost, whatever is written at the same time. A page without changes repeats the cursor, unless `query` passed over changes; ask again later. See the guide [Following changes](/docs/following-changes). Not part of TMF635.',
  parameters: queryParameters(ChangesParameters),
  responses: {
    200: {
      description: 'The changes after the cursor',
      headers: {
        Link: {
          description: 'The next part of the log (RFC 8288)',
          schema: { type: 'string' },
          example: '</api/change?after=1842.1&limit=100>; rel="next"',
        },
      },
      content: jsonOf(openApiOf(ChangePage), example),
    },
    ...errors('400', '405', '406', '410', '414', '500', '503'),
  },
}
