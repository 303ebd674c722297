import { killed } from '../fixtures/assay.ts'
import { expect, test } from '../fixtures/test.ts'
import { violationsOf } from '../fixtures/violations.ts'
import { Frame } from '../pages/frame.ts'
import { RunPage, startBatch } from '../pages/run.ts'

test.describe('a run whose engine was killed', () => {
  // A browser writes what it cannot reach to its console; that is what this is about.
  test.use({ faults: async ({}, use) => use([]) })

  test('says so in the page that watched it, asks what may have been paid for, and goes on', async ({ assay, page, context }) => {
    const served = await assay.serve()
    await page.goto(await assay.launchAddress())
    const frame = new Frame(page)
    const run = new RunPage(frame)
    await expect(frame.title).toHaveText('Runs')
    const id = await startBatch(assay, 'e2e/fixtures/live.yaml')
    await run.open(id)
    await expect(run.status).toContainText('Running')
    const spent = await run.figure('Spend').textContent()
    await killed(served.child)
    await expect(frame.lost).toBeVisible()
    await expect(run.button('Pause')).toBeDisabled()
    await expect(run.figure('Spend')).toContainText('$')

    await assay.serve(served.port)
    const other = await context.newPage()
    await other.goto(await assay.launchAddress())
    await expect(frame.connection).toHaveText('Connected')
    await expect(run.status).toContainText('Paused: engine ended')
    await expect(frame.main).toContainText(/\d+ probes? (was|were) interrupted/)
    await expect(frame.main).toContainText('may have been billed')
    expect(await run.figure('Spend').textContent()).not.toBe('–')
    expect(spent).not.toBeNull()
    expect(await violationsOf(page), 'interrupted').toEqual([])

    await frame.main
      .getByRole('link', { name: /^prompt \d/ })
      .first()
      .click()
    await expect(run.transcript).toContainText('It was lost with the engine')
    await page.keyboard.press('Escape')
    await run.button('Count as failed').click()
    await expect(run.status).toContainText('Running')
    await expect(frame.main).not.toContainText('interrupted.')
    await run.button('Cancel…').click()
    await run
      .choice(/Cancel/)
      .last()
      .click()
    await expect(run.status).toContainText('Cancelled')
    const { counts } = JSON.parse(await assay.run('runs', 'show', id, '--json')).run
    expect(counts.interrupted).toBe(0)
  })
})
