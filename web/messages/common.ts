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
  unknownError: 'Something went wrong that has no words.',
}
