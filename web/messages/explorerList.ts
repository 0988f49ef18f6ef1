import type { UsageStatus } from '../../shared/vocabulary'
import type { Zone } from '../time/zone'
import { plural } from './plural'

/** Words of the explorer's list, and of what can be done with it. */
export const explorerList = {
  columns: {
    usageDate: 'Date',
    received: 'Received',
    status: 'Status',
    usageType: 'Type',
    description: 'Description',
    party: 'Party',
    usageSpecification: 'Specification',
    amount: 'Amount',
    id: 'ID',
    inZone: (title: string, zone: Zone) => (zone === 'UTC' ? `${title} (UTC)` : `${title} (local)`),
    noDescription: 'No description',
    widthOf: (title: string) => `Width of ${title}`,
    sortBy: (title: string) => `Sort by ${title}`,
  },
  list: {
    label: 'Usages',
    select: (what: string) => `Select ${what}`,
    selectAll: 'Select all that are loaded',
    selectNone: 'Let the selection go',
  },
  keys: {
    group: 'Usages',
    search: 'Search',
    next: 'Next usage',
    previous: 'Previous usage',
    open: 'Open the usage',
    select: 'Select the usage',
    close: 'Close the details, or let the selection go',
  },
  bar: {
    label: 'The list',
    count: (count: number, isEstimate: boolean) => (isEstimate ? '≈\u00a0' : '') + plural(count, '# usage', '# usages'),
    estimated: 'Estimated: counting all of them takes too long',
    counting: 'Counting…',
    uncounted: 'Not counted',
    order: 'Order',
    orders: {
      '-id': 'Newest arrival first',
      id: 'Oldest arrival first',
      '-usageDate': 'Latest date first',
      usageDate: 'Earliest date first',
    },
    columns: 'Columns',
    density: 'Density of the rows',
    comfortable: 'Comfortable rows',
    compact: 'Compact rows',
    refresh: 'Refresh',
  },
  panel: {
    label: 'Usage',
    close: 'Close the details',
    width: 'Width of the details',
  },
  chart: {
    label: 'Usages over time',
    howTo: 'Arrow keys go through the times, with Shift they mark several, Enter zooms in',
    total: 'In all',
    bar: (span: string, total: string, counts: string) => `${span}: ${[total, counts].filter(Boolean).join(', ')}`,
    only: (status: string) => `Only ${status}`,
    farOff: 'A few usages lie far off.',
    showAll: 'Show all of the time',
    failed: 'The chart over time cannot be shown:',
  },
  chooser: {
    shown: 'Shown, in this order',
    more: 'More columns',
    add: 'Add a column',
    find: 'Attribute, characteristic or path',
    usual: 'As usual',
    path: (path: string) => `The path ${path}`,
    addColumn: 'Add the column',
    move: (title: string) => `Move ${title}`,
    remove: (title: string) => `Take ${title} away`,
    taken: (title: string) => `${title} is taken up`,
    over: (title: string, other: string) => `${title} is in the place of ${other}`,
    put: (title: string, other: string) => `${title} is put in the place of ${other}`,
    left: (title: string) => `${title} is left where it was`,
    howToMove:
      'Press space to take it up, the arrow keys to move it, space to put it down, Escape to leave it where it was.',
  },
  bulk: {
    label: 'The usages that are selected',
    selected: (count: number) => plural(count, '# usage selected', '# usages selected'),
    changeStatus: 'Change status',
    recycle: 'Recycle',
    compare: 'Compare',
    noNext: (statuses: UsageStatus[]) =>
      `There is no status that all of them may take next: they are ${[...new Set(statuses)].join(', ')}`,
    exportThese: 'Export these',
    clear: 'Clear',
    title: (count: number, status: UsageStatus) =>
      plural(count, `Set # usage to ${status}`, `Set # usages to ${status}`),
    set: (status: UsageStatus) => `Set to ${status}`,
    recycleHint: 'They are checked against their specification again; those that pass go on as guided.',
    reason: 'Reason',
    reasonHint: 'Optional. It stands in the history of each.',
    progress: 'How far it is',
    stop: 'Stop',
    done: (changed: number, refused: number, waiting: number) =>
      [
        plural(changed, '# changed', '# changed'),
        refused > 0 && plural(refused, '# refused', '# refused'),
        waiting > 0 && plural(waiting, '# to go', '# to go'),
      ]
        .filter(Boolean)
        .join(', '),
    all: (count: number, counts: string) => `${plural(count, '# usage is', '# usages are')} changed: ${counts}`,
    meanwhile: (status: UsageStatus) => `It has become ${status} meanwhile`,
  },
  export: {
    label: 'Export',
    csv: 'CSV, the columns that are shown',
    ndjson: 'NDJSON, everything',
    failed: 'The export has failed',
  },
  live: {
    start: 'Live',
    pause: 'Pause',
    follow: 'Follow',
    stop: 'Stop live',
    startHint: 'Show new usages as they arrive',
    isOn: 'Live: new usages come in on top',
    isPaused: 'Live is paused',
    fresh: (count: number, isMore: boolean) =>
      isMore ? plural(count, '#+ new', '#+ new') : plural(count, '# new', '# new'),
  },
}
