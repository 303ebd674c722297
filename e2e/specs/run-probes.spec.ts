import { expect, test } from '../fixtures/test.ts'
import { RunPage } from '../pages/run.ts'

test.describe('the probes of a run', () => {
  test('are found by text, status and model, sorted by a head, and read one after the other by keyboard', async ({ frame, assay }) => {
    const { run: summary } = JSON.parse(await assay.run('run', 'resources/samples/capitals.yaml', '--yes', '--json'))
    const run = new RunPage(frame)
    await run.open(summary.id)
    await expect(run.status).toContainText('Finished')
    await run.results.getByRole('row').filter({ hasText: 'simulator/thinker' }).click()
    await expect(run.found).toHaveText('80 of 240 probes')
    await run.search.fill('japan')
    await expect(run.found).toHaveText('4 of 240 probes')
    await run.search.fill('no such country')
    await expect(frame.main).toContainText('No probe is like that')
    await run.button('Clear').click()
    await expect(run.search).toHaveValue('')
    await expect(run.found).toHaveText('240 probes')

    await run.button('Status: any').click()
    await frame.page.getByRole('checkbox', { name: 'Failed' }).click()
    await frame.page.keyboard.press('Escape')
    await expect(run.found).toHaveText('0 of 240 probes')
    await run.button('Clear').click()

    await run.probes.getByRole('button', { name: 'Cost' }).click()
    await run.probes.getByRole('button', { name: 'Cost' }).click()
    await expect(run.probes.getByRole('columnheader', { name: 'Cost' })).toHaveAttribute('aria-sort', 'descending')
    await expect(run.probes.getByRole('row').nth(1)).toContainText('simulator/thinker')

    await run.probes.focus()
    await frame.page.keyboard.press('ArrowDown')
    await frame.page.keyboard.press('Enter')
    await expect(run.transcript).toContainText('2 of 240')
    await expect(run.transcript).toContainText('Usage and cost')
    const second = await run.transcript.getByRole('heading', { level: 2 }).first().textContent()
    await frame.page.keyboard.press('ArrowDown')
    await expect(run.transcript).toContainText('3 of 240')
    await frame.page.reload()
    await expect(run.transcript).toContainText('3 of 240')
    await frame.page.keyboard.press('ArrowUp')
    await expect(run.transcript).toContainText('2 of 240')
    await expect(run.transcript.getByRole('heading', { level: 2 }).first()).toHaveText(second ?? '')
    await frame.page.keyboard.press('Escape')
    await expect(run.transcript).toBeHidden()

    await run.probes.focus()
    await frame.page.keyboard.press('End')
    await expect(run.probes.getByRole('row').filter({ hasText: 'simulator/swift' }).last()).toBeVisible()
    const read = () => run.probes.getByRole('row').evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('aria-rowindex'))))
    await expect.poll(async () => (await read()).slice(-12)).toEqual(Array.from({ length: 12 }, (_, index) => 230 + index))
  })

  test('show how a cost came about, in lines that add up', async ({ frame, assay }) => {
    const { run: summary } = JSON.parse(await assay.run('run', 'resources/samples/capitals.yaml', '--yes', '--json'))
    const run = new RunPage(frame)
    await run.open(summary.id, '?probe=0.0.simulator%2Fthinker')
    const sum = run.transcript.getByRole('table').first()
    await expect(sum).toContainText('Reasoning')
    const lines = await sum
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('td')].slice(1).map(({ textContent }) => Number(textContent?.replaceAll(',', '')))),
      )
    expect(lines.length).toBe(3)
    for (const [tokens = 0, rate = 0, usd = 0] of lines) expect((tokens * rate) / 1e6).toBeCloseTo(usd, 15)
    const [known, cost] = await sum.locator('tfoot tr td:last-child').allTextContents()
    expect(lines.reduce((total, [, , usd = 0]) => total + usd, 0)).toBeCloseTo(Number(known), 15)
    expect(Number(cost?.replace('$', ''))).toBeCloseTo(Number(known), 9)
  })

  test('an address that names what is not there is answered in words', async ({ frame, assay }) => {
    const { run: summary } = JSON.parse(await assay.run('run', 'resources/samples/rewrite.yaml', '--yes', '--json'))
    const run = new RunPage(frame)
    await run.open(summary.id, '?view=probes&model=nobody%2Fnothing')
    await expect(frame.main.getByRole('alert')).toContainText('nobody/nothing')
    await run.open(summary.id, '?probe=900.0.simulator%2Fsteady')
    await expect(run.transcript.getByRole('alert')).toContainText('There is no probe')
  })
})
