import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import { Problem } from '../../api/api'
import { common } from '../../messages/common'
import { UndoButton } from '../input/UndoButton'

/** Short messages in the corner of the page. */
export const toast = {
  /** Reports a success. `undo` adds a button that reverts the change. */
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
  /** Reports a failure and its reason. The toast stays until the user closes it. */
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
