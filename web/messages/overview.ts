import type { Zone } from '../time/zone'

/** Words of the overview, and of a server that holds nothing yet. */
export const overview = {
  title: 'Overview',
  description: 'What this server holds, and where it stands.',
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
    before: 'Usages come in through the API. Send a first one with the command below, or look at the ',
    docs: 'API docs',
    after: '.',
    example: 'Voice call to Germany',
  },
}
