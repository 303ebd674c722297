import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/test.ts'
import { pages } from '../pages/addresses.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe, ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('every page is without a violation', async ({ frame, assay }) => {
      await assay.run('run', 'resources/samples/rewrite.yaml', '--yes')
      for (const { hash, title } of pages) {
        await frame.goTo(hash)
        await expect(frame.title).toHaveText(title)
        expect(await violationsOf(frame.page), title).toEqual([])
      }
    })

    test('an empty list, the palette and the shortcut sheet are without a violation', async ({ frame }) => {
      await expect(frame.main).toContainText('There is no run yet')
      expect(await violationsOf(frame.page), 'no runs').toEqual([])
      await frame.page.keyboard.press('?')
      await expect(frame.shortcuts).toBeVisible()
      expect(await violationsOf(frame.page), 'shortcuts').toEqual([])
      await frame.page.keyboard.press('Escape')
      await expect(frame.shortcuts).toBeHidden()
      await frame.page.keyboard.press('Control+k')
      await expect(frame.palette).toBeVisible()
      expect(await violationsOf(frame.page), 'palette').toEqual([])
    })
  })
}

/** What axe objects to, an entry each: the rule, and where. */
async function violationsOf(page: Page): Promise<string[]> {
  // What fades in has the colours of neither state.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Number.POSITIVE_INFINITY),
  )
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, html, failureSummary = '' }) =>
        `${id}: ${target.join(' ')} ${html.slice(0, 300)} (${failureSummary.split('\n')[1]?.trim()})`,
    ),
  )
}
