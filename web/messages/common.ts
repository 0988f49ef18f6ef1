import { plural } from './plural'

/** Texts that several areas use. */
export const common = {
  undo: 'Undo',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  copied: 'Copied',
  notCopied: 'Could not copy',
  moreProblems: (count: number) => `And ${plural(count, '# more', '# more')}.`,
  loading: 'Loading…',
  failed: 'This page cannot be shown',
  again: 'Try again',
  command: 'Command',
  copyCommand: 'Copy command',
  copyJson: 'Copy JSON',
  download: 'Download',
  openCalendar: 'Open calendar',
  notFound: {
    title: 'Page not found',
    heading: 'This page does not exist',
    text: 'The link may be outdated or mistyped.',
    back: 'Go to the overview',
  },
  unknownError: 'Unexpected error',
}
