import { expect, test } from '../fixtures/test.ts'
import { NewRun } from '../pages/new-run.ts'

test.describe('the list of runs', () => {
  test('begins with the sample', async ({ frame }) => {
    await frame.main.getByRole('button', { name: 'Start the sample' }).click()
    await expect(frame.title).toHaveText('capitals')
    // Back and forth within moments: what is told of runs goes on being heard.
    await frame.link('Runs').click()
    await frame.row('Runs', 'capitals').getByRole('link').click()
    await expect(frame.title).toHaveText('capitals')
    await frame.link('Runs').click()
    await expect(frame.row('Runs', 'capitals')).toContainText('240 / 240', { timeout: 60_000 })
    await expect(frame.row('Runs', 'capitals')).toContainText('Finished')
  })

  test('pauses, resumes and cancels a run in its row', async ({ frame, assay }) => {
    assay.start('run', 'e2e/fixtures/long.yaml', '--yes', '--json')
    const { page } = frame
    const row = frame.row('Runs', 'long')
    const act = async (name: RegExp) => {
      await row.getByRole('button', { name: 'Actions of long' }).click()
      await page.getByRole('menuitem', { name }).click()
    }
    await expect(row).toContainText('Running')
    await act(/^Pause/)
    await expect(row).toContainText('Paused')
    await act(/^Resume/)
    await expect(row).toContainText('Running')
    await act(/^Cancel/)
    await page.getByRole('button', { name: 'Cut off and cancel' }).click()
    await expect(row).toContainText('Cancelled')
    await expect(row).toContainText('2,000 / 2,000')
  })

  test('finds runs by words and by status, keeps that in its address, and duplicates one into the form', async ({ frame, assay }) => {
    await assay.run('run', 'resources/samples/rewrite.yaml', '--yes')
    const { page } = frame
    const row = frame.row('Runs', 'rewrite')
    await expect(row).toContainText('2 models')
    await page.getByRole('textbox', { name: 'Find runs' }).fill('thinker nothing')
    await expect(frame.main).toContainText('No run is as you ask')
    await page.getByRole('textbox', { name: 'Find runs' }).fill('thinker')
    await expect(row).toBeVisible()
    await page.getByRole('combobox', { name: 'Status' }).click()
    await page.getByRole('option', { name: 'Paused' }).click()
    await expect(frame.main).toContainText('No run is as you ask')
    await page.reload()
    await expect(page.getByRole('textbox', { name: 'Find runs' })).toHaveValue('thinker')
    await expect(frame.main).toContainText('No run is as you ask')
    await frame.link('Runs').click()
    await row.getByRole('button', { name: 'Actions of rewrite' }).click()
    await page.getByRole('menuitem', { name: 'Duplicate into the form' }).click()
    const form = new NewRun(page)
    await expect(form.name).toHaveValue('rewrite')
    await expect(page.getByRole('textbox', { name: 'Message 1' })).toHaveValue(/^You rewrite/)
    await expect(form.rows.getByRole('textbox', { name: 'reader, row 3' })).toHaveValue('a lawyer')
    await expect(page.getByRole('textbox', { name: 'Max output tokens of simulator/thinker' })).toHaveValue('1200')
    await expect(form.quote).toContainText('3 prompts × 2 models × 2 samples')
  })
})
