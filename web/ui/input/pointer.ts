/** Whether a mouse button or a finger is down. */
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

/** Runs a function once no button is pressed: if the page moved between press and release, the click would miss its target. */
export function whenReleased(act: () => void): void {
  if (isDown) window.addEventListener('mouseup', act, { once: true })
  else act()
}
