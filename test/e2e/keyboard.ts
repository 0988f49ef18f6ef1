import type { Locator, Page } from 'playwright-core'

/** Presses Tab, or an arrow within a menu, until something has the focus, as people do who have no mouse; fails when it is never reached. */
export async function tabTo(
  page: Page,
  target: Locator,
  key: 'Tab' | 'Shift+Tab' | 'ArrowDown' = 'Tab',
): Promise<void> {
  // Mantine draws its own boxes over the inputs that take the focus.
  await target.first().waitFor({ state: 'attached' })
  for (let presses = 0; presses < 120; presses++) {
    if (await isFocused(target)) return
    await page.keyboard.press(key)
  }
  throw new Error(`It is not reached with ${key}: ${target}`)
}

const isFocused = (target: Locator): Promise<boolean> =>
  target.first().evaluate((element) => element === document.activeElement)

/** Goes somewhere by Tab and does what Enter does there. */
export async function enter(
  page: Page,
  target: Locator,
  key = 'Enter',
  by: Parameters<typeof tabTo>[2] = 'Tab',
): Promise<void> {
  await tabTo(page, target, by)
  await page.keyboard.press(key)
}

/** Waits until the focus is at an element of this id. */
export const focusOn = (page: Page, id: string): Promise<void> => page.locator(`#${id}:focus`).waitFor()
