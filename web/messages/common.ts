/** Words that more than one area uses. */
export const common = {
  undo: 'Undo',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  unknownError: 'Something went wrong that has no words.',
}
