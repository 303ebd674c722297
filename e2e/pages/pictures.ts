import { expect, type Page } from '@playwright/test'

const widths = [1024, 1440, 1920] as const

/** Pictures of what is shown, in both themes and at each width that it has to fit. */
export async function takePictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of widths) {
      await page.setViewportSize({ width, height: Math.round(width * 0.625) })
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect(overflow, `${name} at ${width}`).toBe(0)
      await page.screenshot({ path: `e2e/results/${name}-${colorScheme}-${width}.png` })
    }
  }
}
