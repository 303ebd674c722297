import { readFileSync } from 'node:fs'
import { expect, test } from '../fixtures/test.ts'
import { CostsPage } from '../pages/costs-page.ts'
import { looksRight } from '../pages/looks.ts'
import { RunPage } from '../pages/run.ts'

test.describe('costs', () => {
  test('the chart, its table and its export have one total, and a bar leads on to its run', async ({ frame, assay, page }) => {
    await assay.run('run', 'resources/samples/capitals.yaml', '--yes')
    await assay.run('run', 'resources/samples/rewrite.yaml', '--yes')
    const report = JSON.parse(await assay.run('report', 'costs', '--group-by', 'model', '--json'))
    const costs = new CostsPage(frame)
    await frame.link('Costs').click()
    await expect(costs.chart('Spend over time')).toContainText('computed')
    await expect(costs.figure('Calls')).toHaveText(report.total.calls.toLocaleString('en-US'))

    const table = await costs.showTable('Spend by model')
    const shown = await table
      .getByRole('row')
      .filter({ hasText: 'simulator/' })
      .locator('[title^="$"]')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title') ?? ''))
    expect(nanoOf(shown)).toBe(report.total.cost.nanoUsd)
    const overTime = await costs.showTable('Spend over time')
    const columns = await overTime.getByRole('columnheader').allTextContents()
    const cells = await overTime.getByRole('row').nth(1).getByRole('gridcell').allTextContents()
    expect(columns.at(-1)).toBe('Together')
    expect(columns).toHaveLength(cells.length)

    const { name, path } = await costs.exported('Spend by model', 'CSV')
    expect(name).toMatch(/\.csv$/)
    const lines = readFileSync(path, 'utf8').trim().split(/\r?\n/)
    expect(lines.length).toBeGreaterThan(report.rows.length)
    await expect(frame.main).toContainText('SHA-256')

    await costs.chart('Spend by model').getByRole('combobox').click()
    await page.getByRole('option', { name: 'Run', exact: true }).click()
    const runs = costs.chart('Spend by run')
    await expect(runs.getByRole('row').filter({ hasText: 'capitals' })).toContainText('$')
    await runs.getByRole('row').filter({ hasText: 'capitals' }).click()
    await expect(frame.title).toHaveText('capitals')
    await expect(frame.main.getByRole('grid', { name: 'Prices, then and now' })).toContainText('the same')
    await looksRight(page, 'run-costs')
    await costs.chart('By model').getByRole('button', { name: 'Table of By model' }).click()
    await expect(costs.chart('By model').getByRole('row').filter({ hasText: 'simulator/steady' })).toContainText('$')
    await new RunPage(frame).tab('Probes').click()
    await expect(new RunPage(frame).probes).toContainText('simulator/')
  })

  test('a chart is read by keys, held to what a bar stands for, and saved as a picture', async ({ frame, assay, page }) => {
    await assay.run('run', 'resources/samples/capitals.yaml', '--yes')
    const costs = new CostsPage(frame)
    await costs.open()
    const chart = costs.chart('Spend by model')
    await chart.getByRole('application').focus()
    await page.keyboard.press('ArrowDown')
    await expect(chart).toContainText('80 calls')
    await page.keyboard.press('Enter')
    await expect(costs.which).toContainText('Model asked for: simulator/')
    await expect(page).toHaveURL(/model=simulator/)
    await page.goBack()
    await expect(costs.which).not.toContainText('Model asked for: simulator/')

    const overTime = costs.chart('Spend over time')
    const series = overTime.getByRole('button', { pressed: true }).first()
    await series.click()
    await expect(overTime.getByRole('button', { pressed: false }).first()).toBeVisible()
    for (const format of ['SVG', 'PNG'] as const) {
      await overTime.getByRole('button', { name: 'Save Spend over time as a picture' }).click()
      const download = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: format }).click()
      const saved = await download
      expect(saved.suggestedFilename()).toBe(`assay-spend-over-time.${format.toLowerCase()}`)
      const bytes = readFileSync(await saved.path())
      if (format === 'PNG') expect(bytes.subarray(1, 4).toString()).toBe('PNG')
      else expect(bytes.toString()).toMatch(/^<svg[\s\S]*Spend over time[\s\S]*computed[\s\S]*<\/svg>$/)
      expect(bytes.length).toBeGreaterThan(3000)
    }
    await looksRight(page, 'costs-spend')
    await assay.run('settings', 'set', 'providerDayBudgetsUsd', '{"simulator":"0.50"}')
    await costs.open('?range=today&provider=simulator')
    await expect(costs.chart('Spent so far')).toContainText('of simulator’s budget of a day of $0.50')
    await costs.open('?provider=simulator')
    await expect(overTime).toContainText('Budget of a day $0.50')
    await costs.open()

    await frame.main.getByRole('tab', { name: 'Performance' }).click()
    await expect(costs.chart('Latency')).toBeVisible()
    await expect(costs.chart('Spread of latencies')).toContainText('answered call')
    await looksRight(page, 'costs-performance')
  })

  test('nonsense in the address is passed over, and a range that ends before it begins says so', async ({ frame, assay }) => {
    const costs = new CostsPage(frame)
    await costs.open('?range=eternity&from=2026-02-31&model=none&by=mood&view=sideways&cost=free')
    await expect(frame.main).toContainText('No calls in this range')
    await assay.run('run', 'resources/samples/rewrite.yaml', '--yes')
    await frame.main.getByRole('button', { name: /refresh$/i }).click()
    await expect(costs.chart('Spend over time')).toBeVisible()
    await costs.open('?from=2026-11-20&to=2026-11-01')
    await expect(frame.main).toContainText('The range ends before it begins')
    await frame.main.getByRole('button', { name: 'The last 30 days' }).click()
    await expect(costs.chart('Spend over time')).toBeVisible()
    await costs.open('?range=30d&model=openai%2Fno-such-model')
    await expect(frame.main.getByRole('alert').or(frame.main.getByText('No calls in this range'))).toBeVisible()
  })
})

/** The sum of exact amounts, each as its title begins: `$0.001234567: 60 computed`. Units: nano-USD. */
function nanoOf(titles: readonly string[]): number {
  return titles.reduce((sum, title) => {
    const [, whole = '0', fraction = ''] = /^\$([\d,]+)(?:\.(\d+))?/.exec(title) ?? []
    return sum + Number(whole.replaceAll(',', '')) * 1e9 + Number(fraction.padEnd(9, '0'))
  }, 0)
}
