import { expect, test } from '../fixtures/test.ts'
import { violationsOf } from '../fixtures/violations.ts'
import { startBatch } from '../pages/run.ts'

test.describe('pools', () => {
  test('limits are imagined for a batch that goes on, saved, felt at once, and taken back', async ({ page, frame, assay }) => {
    await startBatch(assay, 'e2e/fixtures/long.yaml')
    await frame.goTo('#/pools')
    await expect(frame.row('Pools', 'simulator').first()).toContainText('/ 8')
    await frame.goTo('#/pools?pool=simulator/default')
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('textbox', { name: 'Calls in flight' }).fill('0')
    await expect(drawer).toContainText('Mend what is wrong above first.')
    await drawer.getByRole('button', { name: 'Save the limits' }).click()
    await expect(drawer.getByRole('textbox', { name: 'Calls in flight' })).toHaveAccessibleDescription(
      /Out of range: 1 to 10,000 calls at once/,
    )
    await expect(drawer.getByRole('textbox', { name: 'Calls in flight' })).toBeFocused()
    await drawer.getByRole('textbox', { name: 'Calls in flight' }).fill('1')
    await drawer.getByRole('button', { name: 'Preview' }).click()
    const duration = drawer.getByRole('row', { name: /^Duration/ })
    await expect(duration).toContainText(/min/, { timeout: 20_000 })
    await expect(duration.getByRole('cell').last()).toHaveAttribute('data-tone', 'bad')
    expect(await violationsOf(page)).toEqual([])
    await drawer.getByLabel('Reason').fill('the provider asked for it')
    await page.keyboard.press('Enter')
    await expect(drawer.getByText('1 / 1', { exact: true })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(drawer.getByText(/^\d \/ 8$/)).toBeVisible()
    await expect(drawer.getByRole('textbox', { name: 'Calls in flight' })).toHaveValue('8')
  })

  test('a pool is split off by its models, and merged again', async ({ page, frame, assay }) => {
    await frame.goTo('#/pools?pool=simulator/default')
    const drawer = page.getByRole('dialog').last()
    await drawer.getByRole('button', { name: 'Split off a pool' }).click()
    await page.getByLabel('Name', { exact: true }).fill('limited')
    await page.getByRole('button', { name: 'Add the pool' }).click()
    await expect(page.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(/There is already a pool simulator\/limited/)
    await page.getByLabel('Name', { exact: true }).fill('fast')
    await page.getByRole('combobox', { name: 'Models that move to it' }).fill('swift')
    await page.getByRole('option', { name: 'simulator/swift' }).click()
    await page.getByRole('textbox', { name: 'Calls in flight' }).last().fill('16')
    await page.getByRole('button', { name: 'Add the pool' }).click()
    await expect(page.getByRole('dialog', { name: 'Pool simulator/fast' })).toContainText('simulator/swift')
    expect(JSON.parse(await assay.run('models', 'show', 'simulator/swift', '--json'))).toMatchObject({ pool: 'fast' })
    await expect(frame.row('Pools', 'fast')).toContainText('0 / 16')
    await drawer.getByRole('button', { name: 'Merge into simulator/default' }).click()
    await page.getByRole('button', { name: 'Merge them' }).click()
    await expect(page.getByRole('dialog', { name: 'Pool simulator/default' })).toContainText('simulator/swift')
    await expect(frame.row('Pools', 'fast')).toHaveCount(0)
  })

  test('what was found by trying is drawn, with a table of each step', async ({ page, frame, assay }) => {
    await assay.run('pools', 'set', 'simulator/default', '--adaptive', 'on', '--max-parallel', '8')
    await assay.run('run', 'resources/samples/capitals.yaml', '--yes')
    await frame.goTo('#/pools?pool=simulator/default')
    const drawer = page.getByRole('dialog')
    await expect(drawer.getByRole('img', { name: /Calls at once, \d+ changes?/ })).toBeVisible()
    await drawer.getByText(/^\d+ changes?$/).click()
    await expect(drawer.getByRole('table')).toContainText('All went well')
  })
})
