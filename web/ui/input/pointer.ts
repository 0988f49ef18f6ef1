/** Whether a mouse button is down; a tap counts as one. */
let isDown = false
const watch = (type: string, down: boolean) =>
  window.addEventListener(
    type,
    () => {
      isDown = down
    },
    true,
  )
watch('mousedown', true)
watch('mouseup', false)

/** Runs at once, or when the press under way is over: what moves the page between press and release makes the click miss. */
export function whenReleased(act: () => void): void {
  if (isDown) window.addEventListener('mouseup', act, { once: true })
  else act()
}
