import { expect, test } from '../fixtures/test.ts'
import { pages } from '../pages/addresses.ts'

const widths = [1024, 1440, 1920] as const

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`pictures, ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('every page fits its window at each width', async ({ frame, assay }) => {
      await assay.run('run', 'resources/samples/capitals.yaml', '--yes')
      for (const { hash, title } of pages) {
        await frame.goTo(hash)
        await expect(frame.title).toHaveText(title)
        for (const width of widths) {
          await frame.page.setViewportSize({ width, height: Math.round(width * 0.625) })
          await expect(frame.connection).toHaveText('Connected')
          const overflow = await frame.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
          expect(overflow, `${title} at ${width}`).toBe(0)
          await frame.page.screenshot({ path: `e2e/results/${title.toLowerCase().replaceAll(' ', '-')}-${colorScheme}-${width}.png` })
        }
      }
    })
  })
}
