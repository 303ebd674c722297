import { expect, test } from '../fixtures/test.ts'
import { RunPage, startRun } from '../pages/run.ts'

const widths = [1024, 1440, 1920] as const

test.describe('pictures of a run', () => {
  test('each of its sides fits its window at each width, in both themes', async ({ frame, assay }) => {
    const id = await startRun(assay, 'e2e/fixtures/live.yaml')
    const run = new RunPage(frame)
    const picture = async (name: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await frame.page.emulateMedia({ colorScheme })
        for (const width of widths) {
          await frame.page.setViewportSize({ width, height: Math.round(width * 0.625) })
          const overflow = await frame.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
          expect(overflow, `${name} at ${width}`).toBe(0)
          await frame.page.screenshot({ path: `e2e/results/${name}-${colorScheme}-${width}.png` })
        }
      }
    }
    await run.open(id)
    await expect(frame.main).toContainText('Why probes wait')
    await picture('run-overview')
    await run.tab('Waiting').click()
    await expect(run.waiting.getByRole('button', { name: /^Skip: / }).first()).toBeVisible()
    await picture('run-waiting')
    await run.open(id, '?view=probes&sort=-attempts')
    await expect(run.probes.getByRole('row').nth(1)).toContainText('simulator/')
    await picture('run-probes')
    await run.probes.getByRole('row').filter({ hasText: 'simulator/flaky' }).first().click()
    await expect(run.transcript).toContainText('Usage and cost')
    await picture('run-transcript')
  })
})
