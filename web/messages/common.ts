/** Words that more than one area uses. */
export const common = {
  undo: 'Undo',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  copied: 'Copied',
  notCopied: 'Could not copy',
  unknownError: 'Something went wrong that has no words.',
}
