import { expect, test } from 'bun:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { everyPage, type PageState } from './everyPage'
import { startSite } from './site'

/** Requirements for every page, on any screen and in both themes. */
const site = startSite({ seed: 3_000 })

/** The same story on every page; says of all pages what is wrong. */
async function onEveryPage(
  options: { colorScheme?: 'light' | 'dark'; width: number },
  look: (page: Page) => Promise<string[]>,
): Promise<string[]> {
  const problems: string[] = []
  for (const state of await everyPage(site.url)) {
    await site.visit(
      state.path,
      async (page) => {
        await drawn(page, state)
        problems.push(...(await look(page)).map((problem) => `${state.name}: ${problem}`))
      },
      {
        ...options,
        viewport: { width: options.width, height: 900 },
        reducedMotion: 'reduce',
        expected: /the server responded with a status of 404/,
      },
    )
  }
  return problems
}

async function drawn(page: Page, { ready }: PageState): Promise<void> {
  await page.getByText(ready).first().waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy=true], [role=status] [class*=Skeleton]') === null)
}

test.each(['light', 'dark'] as const)(
  'axe finds nothing on any page in %s',
  async (colorScheme) => {
    const found = await onEveryPage({ colorScheme, width: 1280 }, async (page) => {
      const { violations } = await new AxeBuilder({ page: page as never })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze()
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    })
    expect(found).toEqual([])
  },
  600_000,
)

test.each([390, 1280, 2560])(
  'no page is wider than a screen of %d pixels',
  async (width) => {
    const found = await onEveryPage({ width }, async (page) => {
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      return wide > 0 ? [`${wide} pixels too wide`] : []
    })
    expect(found).toEqual([])
  },
  600_000,
)
