import { expect, test } from '../fixtures/test.ts'
import { takePictures } from '../pages/pictures.ts'
import { RunPage, startBatch } from '../pages/run.ts'

test.describe('pictures of a run', () => {
  test('each of its sides fits its window at each width, in both themes', async ({ frame, assay }) => {
    const id = await startBatch(assay, 'e2e/fixtures/live.yaml')
    const run = new RunPage(frame)
    const picture = (name: string) => takePictures(frame.page, name)
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
