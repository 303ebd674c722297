import { expect, test } from '../fixtures/test.ts'
import { violationsOf } from '../fixtures/violations.ts'
import type { Frame } from '../pages/frame.ts'
import { RunPage, startBatch } from '../pages/run.ts'

const live = 'e2e/fixtures/live.yaml'

test.describe('a run that goes on', () => {
  test('is told as it goes, refined by a person, paused, resumed and cancelled', async ({ frame, assay }) => {
    const id = await startBatch(assay, live)
    const run = new RunPage(frame)
    await run.open(id)
    await expect(run.status).toContainText('Running')
    await expect(run.figure('At the end')).toContainText('$')
    await expect(run.results.getByRole('row').filter({ hasText: 'simulator/steady' })).toContainText('/ 400')
    await expect(run.pools.getByRole('row').filter({ hasText: 'limited' })).toContainText(
      /Paused|tries first|opens again|Sending|too fast/i,
    )
    await expect(frame.main).toContainText('Why probes wait')

    await run.tab('Waiting').click()
    // Of a pool that lets few through, so that it still waits when it is clicked.
    await run.waiting
      .getByRole('button', { name: /^Skip: .*limited/ })
      .last()
      .click()
    await expect(frame.page.getByText(/^Skipped: prompt/)).toBeVisible()

    await run.button('Pause').click()
    await expect(run.status).toContainText('Paused')
    await expect(frame.main).toContainText('Nothing waits')
    await frame.page.reload()
    await expect(run.status).toContainText('Paused')
    await expect(run.tab('Waiting')).toHaveAttribute('aria-selected', 'true')
    await run.tab('Overview').click()
    const before = await run.figure('Probes ended').textContent()
    await run.button('Resume').click()
    await expect(run.status).toContainText('Running')
    await expect(run.figure('Probes ended')).not.toHaveText(before ?? '')

    await run.button('Cancel…').click()
    await run.choice('Go on').click()
    await expect(run.status).toContainText('Running')
    await run.button('Cancel…').click()
    await run.choice(/receive what is in flight|Cancel the run/).click()
    await expect(run.status).toContainText('Cancelled')
    await expect(run.button('Resume')).toBeHidden()
  })

  test('is followed from where a refresh finds it, its probes where they were', async ({ frame, assay }) => {
    const id = await startBatch(assay, live)
    const run = new RunPage(frame)
    await run.open(id, '?view=probes&status=succeeded&model=simulator%2Fsteady')
    await expect(run.probes.getByRole('row').filter({ hasText: 'Succeeded' }).first()).toBeVisible()
    await frame.page.reload()
    await expect(run.button('Status: Succeeded')).toBeVisible()
    await expect(run.button('Model: simulator/steady')).toBeVisible()
    await run.probes.getByRole('row').nth(1).hover()
    await expect(run.button('Update')).toBeVisible()
    const found = await run.found.textContent()
    await expect(run.progress).toBeVisible()
    await run.status.hover()
    await expect(run.found).not.toHaveText(found ?? '')
  })

  test('is without a violation of axe on each of its sides, in both themes', async ({ frame, assay }) => {
    const id = await startBatch(assay, live)
    const run = new RunPage(frame)
    await frame.page.setViewportSize({ width: 1024, height: 560 })
    await run.open(id)
    await expect(run.pools.getByRole('row')).toHaveCount(3)
    await check(frame, 'overview')
    await run.tab('Waiting').click()
    await expect(run.waiting.getByRole('button', { name: /^Skip: / }).first()).toBeVisible()
    await check(frame, 'waiting')
    await run.button('Cancel…').click()
    await expect(run.choice('Go on')).toBeVisible()
    await check(frame, 'cancel')
  })
})

test('the probes of a run and a transcript are without a violation of axe, in both themes', async ({ frame, assay }) => {
  const { run: summary } = JSON.parse(await assay.run('run', 'resources/samples/rewrite.yaml', '--yes', '--json'))
  const run = new RunPage(frame)
  await frame.page.setViewportSize({ width: 1024, height: 560 })
  await run.open(summary.id, '?view=probes')
  await expect(run.probes.getByRole('row').nth(1)).toContainText('simulator/')
  await run.button('Status: any').click()
  await expect(frame.page.getByRole('checkbox', { name: 'Failed' })).toBeVisible()
  await check(frame, 'probes')
  await frame.page.keyboard.press('Escape')
  await run.probes.getByRole('row').filter({ hasText: 'Succeeded' }).first().click()
  await expect(run.transcript).toContainText('Usage and cost')
  await check(frame, 'transcript')
})

async function check({ page }: Frame, side: string): Promise<void> {
  expect(await violationsOf(page), side).toEqual([])
}
