import type { UsageStatus } from '../../shared/vocabulary'
import type { Zone } from '../time/zone'
import { plural } from './plural'

/** Texts of the explorer's list and its actions. */
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
    selectAll: 'Select all loaded usages',
    selectNone: 'Clear selection',
  },
  keys: {
    group: 'Usages',
    search: 'Search',
    next: 'Next usage',
    previous: 'Previous usage',
    open: 'Open the usage',
    select: 'Select the usage',
    close: 'Close the details, or clear the selection',
  },
  bar: {
    label: 'The list',
    count: (count: number, isEstimate: boolean) => (isEstimate ? '≈\u00a0' : '') + plural(count, '# usage', '# usages'),
    estimated: 'Estimate: an exact count takes too long',
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
    density: 'Row density',
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
    howTo: 'Move with the arrow keys, select a range with Shift, zoom in with Enter',
    total: 'Total',
    bar: (span: string, total: string, counts: string) => `${span}: ${[total, counts].filter(Boolean).join(', ')}`,
    only: (status: string) => `Only ${status}`,
    farOff: 'A few usages are outside this range.',
    showAll: 'Show the whole range',
    failed: 'The chart cannot be shown:',
  },
  chooser: {
    shown: 'Shown columns in this order',
    more: 'More columns',
    add: 'Add a column',
    find: 'Attribute, characteristic or path',
    usual: 'Reset to default',
    path: (path: string) => `The path ${path}`,
    addColumn: 'Add the column',
    move: (title: string) => `Move ${title}`,
    remove: (title: string) => `Remove ${title}`,
    taken: (title: string) => `${title} is picked up`,
    over: (title: string, other: string) => `${title} is at the position of ${other}`,
    put: (title: string, other: string) => `${title} is dropped at the position of ${other}`,
    left: (title: string) => `${title} is back at its position`,
    howToMove:
      'Press space to pick up a column, the arrow keys to move it, space to drop it, Escape to cancel.',
  },
  bulk: {
    label: 'Selected usages',
    selected: (count: number) => plural(count, '# usage selected', '# usages selected'),
    changeStatus: 'Change status',
    recycle: 'Recycle',
    compare: 'Compare',
    noNext: (statuses: UsageStatus[]) =>
      `The selected usages have no next status in common: they are ${[...new Set(statuses)].join(', ')}`,
    exportThese: 'Export these',
    clear: 'Clear',
    title: (count: number, status: UsageStatus) =>
      plural(count, `Set # usage to ${status}`, `Set # usages to ${status}`),
    set: (status: UsageStatus) => `Set to ${status}`,
    recycleHint: 'The usages are validated against their specification again. Those that pass become guided.',
    reason: 'Reason',
    reasonHint: 'Optional. The history of each usage keeps it.',
    progress: 'Progress',
    stop: 'Stop',
    done: (changed: number, refused: number, waiting: number) =>
      [
        plural(changed, '# changed', '# changed'),
        refused > 0 && plural(refused, '# refused', '# refused'),
        waiting > 0 && plural(waiting, '# to go', '# to go'),
      ]
        .filter(Boolean)
        .join(', '),
    all: (count: number, counts: string) => `${plural(count, '# usage', '# usages')} changed: ${counts}`,
    meanwhile: (status: UsageStatus) => `Its status has changed to ${status}`,
  },
  export: {
    label: 'Export',
    csv: 'CSV, shown columns',
    ndjson: 'NDJSON, whole documents',
    failed: 'The export failed',
  },
  live: {
    start: 'Live',
    pause: 'Pause',
    follow: 'Follow',
    stop: 'Stop live',
    startHint: 'Show new usages as they arrive',
    isOn: 'Live: new usages appear at the top',
    isPaused: 'Live is paused',
    fresh: (count: number, isMore: boolean) =>
      isMore ? plural(count, '#+ new', '#+ new') : plural(count, '# new', '# new'),
  },
}
