import { expect, test } from '../fixtures/test.ts'
import { violationsOf } from '../fixtures/violations.ts'

test('every change is told with who, from where and what, and is taken back where nothing stands in the way', async ({
  page,
  frame,
  assay,
}) => {
  await assay.run('pools', 'set', 'openai/default', '--max-parallel', '4')
  await assay.run('settings', 'set', 'maxAttempts', '3')
  await assay.run('settings', 'set', 'maxAttempts', '4')
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await expect(frame.title).toHaveText('History')
  await expect(frame.row('Changes', 'setting maxAttempts')).toHaveCount(2)
  await expect(frame.row('Changes', 'pool openai/default')).toContainText('Calls in flight 1 → 4')
  await expect(frame.row('Changes', 'pool openai/default')).toContainText('Command line')

  await frame.main.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Settings' }).click()
  await expect(page).toHaveURL(/kind=setting/)
  await expect(frame.row('Changes', 'pool openai/default')).toHaveCount(0)

  const drawer = page.getByRole('dialog')
  await frame.row('Changes', 'maxAttempts').last().click()
  await expect(drawer).toContainText('has been changed again since')
  await drawer.getByRole('link', { name: 'See that change' }).click()
  await expect(drawer.getByRole('button', { name: 'Undo this change' })).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
  await drawer.getByLabel('Reason').fill('too many')
  await drawer.getByRole('button', { name: 'Undo this change' }).click()
  await expect(drawer.getByRole('link', { name: 'Another change' })).toBeVisible()
  await expect(drawer).toContainText('too many')
  expect(await assay.run('settings', 'list')).toMatch(/maxAttempts\s+3/)
  await page.keyboard.press('Escape')
  await expect(frame.row('Changes', 'Undone')).toHaveCount(1)
  await expect(frame.row('Changes', 'Took back')).toContainText('too many')
  await frame.main.getByRole('button', { name: 'Show all' }).click()
  await frame.main.getByLabel('Who').fill('nobody')
  await expect(frame.main).toContainText('No change is like that')
  await page.reload()
  await expect(frame.main).toContainText('No change is like that')
})
