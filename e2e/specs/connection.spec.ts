import { killed } from '../fixtures/assay.ts'
import { expect, test } from '../fixtures/test.ts'
import { Frame } from '../pages/frame.ts'

test.describe('the connection', () => {
  // A browser writes what it cannot reach to its console; that is what these are about.
  test.use({ faults: async ({}, use) => use([]) })

  test('a server that was killed is missed, and found again by another address, with everything there', async ({
    assay,
    page,
    context,
  }) => {
    await assay.run('run', 'resources/samples/capitals.yaml', '--yes')
    const served = await assay.serve()
    await page.goto(await assay.launchAddress())
    const frame = new Frame(page)
    await expect(frame.row('Runs', 'capitals')).toContainText('Finished')
    await killed(served.child)
    await expect(frame.lost).toBeVisible()
    await expect(frame.connection).toHaveText('Connection lost')
    await expect(frame.row('Runs', 'capitals')).toContainText('240 / 240')
    await assay.serve(served.port)
    await expect(frame.main).toContainText('assay open lets in again')
    const other = await context.newPage()
    await other.goto(await assay.launchAddress())
    await expect(frame.connection).toHaveText('Connected')
    await expect(frame.lost).toBeHidden()
  })

  test('a run whose engine was killed is shown as paused, in the page that watched it', async ({ assay, page }) => {
    const running = assay.start('run', 'e2e/fixtures/long.yaml', '--yes', '--json')
    await expect.poll(() => assay.run('runs', 'list', '--json').catch(() => ''), { timeout: 20_000 }).toContain('running')
    await assay.serve()
    await page.goto(await assay.launchAddress())
    const frame = new Frame(page)
    await expect(frame.row('Runs', 'long')).toContainText('Running')
    await killed(running)
    await expect(frame.row('Runs', 'long')).toContainText('Paused: engine ended')
    await expect(frame.connection).toHaveText('Connected')
  })
})
