import type { Zone } from '../time/zone'

/** Texts of the overview, also on an empty server. */
export const overview = {
  title: 'Overview',
  description: 'The usages and specifications on this server.',
  usages: 'Usages',
  specifications: 'Specifications',
  byStatus: 'By status',
  share: (percent: string) => `${percent} of all`,
  newest: 'Newest usages',
  all: 'All usages',
  columns: {
    status: 'Status',
    description: 'Description',
    received: (zone: Zone) => (zone === 'UTC' ? 'Received (UTC)' : 'Received (local)'),
    date: (zone: Zone) => (zone === 'UTC' ? 'Date (UTC)' : 'Date (local)'),
    type: 'Type',
    specification: 'Specification',
    party: 'Party',
    amount: 'Amount',
    id: 'ID',
  },
  noDescription: 'No description',
  receivedAt: (at: string) => `Received ${at}`,
  nothing: {
    title: 'No usages yet',
    before: 'Usages are created through the API. Create the first one with the command below, or read the ',
    docs: 'API docs',
    after: '.',
    example: 'Voice call to Germany',
  },
}
