/** Texts that the edit forms share: save bar, save blockers, conflict, leave guard. */
export const edit = {
  bar: 'Saving',
  reason: 'Reason for the change (optional)',
  sending: 'Saving…',
  notSent: 'Not saved yet: correct this first',
  notSaved: 'The change could not be saved',
  conflict: {
    title: 'Someone else has changed this in the meantime',
    by: (who: string) => `by ${who}`,
    reason: (reason: string) => `“${reason}”`,
    lastChange: 'Last change:',
    discard: 'Discard my changes',
    apply: 'Apply my changes to theirs',
  },
  leave: {
    title: 'Leave without saving?',
    lost: 'Your changes are lost when you leave.',
    kept: 'This browser can keep your changes as a draft, so that you can continue later.',
    sending: 'Saving is in progress',
    sendingText: 'Leaving does not cancel it. Stay to see the result.',
    stay: 'Stay',
    leave: 'Leave',
    discard: 'Leave and discard',
    keep: 'Leave and keep the draft',
  },
}
