import { expect, test } from '../fixtures/test.ts'
import { startBatch } from '../pages/run.ts'

test('what happens now is followed, of all providers or of one, and leads to the calls that failed', async ({ page, frame, assay }) => {
  await page.keyboard.press('g')
  await page.keyboard.press('w')
  await expect(frame.title).toHaveText('Monitor')
  await expect(frame.main).toContainText('No calls in the last hour')
  await expect(frame.main.getByRole('link', { name: 'New run' })).toBeVisible()
  await startBatch(assay, 'e2e/fixtures/long.yaml')
  const figure = (name: string) => frame.main.locator('dl > div').filter({ hasText: name }).locator('dd').first()
  await expect(figure('Calls per minute')).toHaveText(/^[1-9]/)
  await expect(figure('Answered')).toHaveText(/\d %/)
  await expect(figure('Burn rate')).toHaveText(/^\$[\d.]+(–\$[\d.]+)?\/h$/)
  await expect(figure('Latency p50')).toHaveText(/m?s$/)
  await expect(frame.row('Pools', 'simulator').first()).toContainText('Every place of the pool is taken')
  await frame.main.getByRole('button', { name: 'Table of Calls by minute' }).click()
  await expect(frame.table('Calls by minute').getByRole('row')).not.toHaveCount(0)

  await page.getByRole('combobox', { name: 'Provider' }).click()
  await page.getByRole('option', { name: 'OpenAI', exact: true }).click()
  await expect(page).toHaveURL(/provider=openai/)
  await expect(frame.main).toContainText('None went to openai.')
  await expect(frame.row('Pools', 'simulator')).toHaveCount(0)

  await assay.run('providers', 'add', 'gone', '--kind', 'openai-compatible', '--base-url', 'http://127.0.0.1:9/v1')
  await assay.run('models', 'add', 'gone/ghost', '--input', '1', '--output', '1')
  await assay.run('providers', 'verify', 'gone').catch(() => undefined)
  await frame.goTo('#/monitor?provider=gone')
  await expect(frame.row('Failures', 'The connection failed')).toContainText('gone/ghost')
  await frame.table('Failures').getByRole('link', { name: 'The connection failed' }).click()
  await expect(frame.title).toHaveText('Ledger')
  await expect(frame.row('Ledger', 'gone/ghost')).toHaveCount(1)
})

test('a provider that is not there is said, with a way back; what is no address is passed over', async ({ page, frame }) => {
  await frame.goTo('#/monitor?provider=nobody')
  await expect(frame.main).toContainText('There is no provider “nobody”')
  await frame.main.getByRole('button', { name: 'Show all providers' }).click()
  await expect(frame.row('Pools', 'simulator').first()).toBeVisible()
  await frame.goTo('#/monitor?provider=Not%20A%20Key&minute=7')
  await expect(frame.row('Pools', 'simulator').first()).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Provider' })).toHaveValue('All providers')
})
