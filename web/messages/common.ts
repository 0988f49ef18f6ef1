import { plural } from './plural'

/** Words that more than one area uses. */
export const common = {
  undo: 'Undo',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  copied: 'Copied',
  notCopied: 'Could not copy',
  moreProblems: (count: number) => `And ${plural(count, '# more', '# more')}.`,
  loading: 'Loading…',
  failed: 'Something went wrong on this page',
  again: 'Try again',
  command: 'Command',
  copyCommand: 'Copy the command',
  copyJson: 'Copy JSON',
  download: 'Download',
  openCalendar: 'Open calendar',
  notFound: {
    title: 'Page not found',
    heading: 'There is nothing at this address',
    text: 'The link may be old, or mistyped.',
    back: 'Go to the overview',
  },
  unknownError: 'Something went wrong that has no words.',
}
