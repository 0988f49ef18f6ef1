import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import { Problem } from '../../api/api'
import { common } from '../../messages/common'
import { UndoButton } from '../input/UndoButton'

/** Short words about what was just done, in the corner, where they cover no work. */
export const toast = {
  /** It was done; `undo` takes it back. */
  success(message: string, undo?: () => void): void {
    const id = notifications.show({
      color: 'green',
      message: undo
        ? createElement(UndoButton, {
            message,
            onUndo: () => {
              notifications.hide(id)
              undo()
            },
          })
        : message,
      autoClose: undo ? 10_000 : 4_000,
    })
  },
  /** It was not done, and why. It stays until it is closed. */
  failure(title: string, error: unknown): void {
    const message =
      error instanceof Problem
        ? [error.reason, error.message].filter(Boolean).join('. ')
        : error instanceof Error
          ? error.message
          : String(error)
    notifications.show({ color: 'red', title, message: message || common.unknownError, autoClose: false })
  },
}
