import { readFileSync } from 'node:fs'
import type { Locator } from '@playwright/test'
import { expect, test } from '../fixtures/test.ts'
import { NewRun } from '../pages/new-run.ts'

test.describe('a new run', () => {
  test('is written, quoted, started and followed to its end by keyboard alone', async ({ frame }) => {
    const { page } = frame
    const run = new NewRun(page)
    const keys = page.keyboard
    await keys.press('n')
    await expect(frame.title).toHaveText('New run')
    await tabTo(run.name)
    await keys.type('by keyboard')
    await tabTo(run.prompt)
    await keys.type('What is the capital of {{country}}?')
    await tabTo(page.getByRole('button', { name: 'Fill in rows' }))
    await keys.press('Enter')
    await tabTo(page.getByRole('textbox', { name: 'country, row 1' }))
    await keys.type('France')
    await tabTo(run.picker)
    await keys.type('swift')
    await expect(page.getByRole('option', { name: 'simulator/swift' })).toHaveAttribute('data-combobox-selected', 'true')
    await keys.press('Enter')
    await keys.press('Escape')
    await tabTo(run.budget)
    await keys.type('0.10')
    await expect(run.quote).toContainText('1 prompt × 1 model × 1 sample')
    await keys.press('Control+Enter')
    await expect(frame.title).toHaveText('by keyboard')
    await expect(frame.main).toContainText('1 / 1')
    await keys.press('g')
    await keys.press('r')
    await expect(frame.row('Runs', 'by keyboard')).toContainText('Finished')
    await tabTo(frame.table('Runs'))
    await keys.press('Shift+F10')
    await expect(page.getByRole('menuitem', { name: 'Duplicate into the form' })).toBeVisible()
    await keys.press('Escape')
    await tabTo(frame.table('Runs'))
    await keys.press('Enter')
    await expect(frame.title).toHaveText('by keyboard')
  })

  test('says at the field what is wrong, in words, and keeps the form', async ({ frame }) => {
    await frame.goTo('#/runs/new')
    const run = new NewRun(frame.page)
    await run.start.click()
    await expect(run.name).toBeFocused()
    await expect(run.name).toHaveAccessibleDescription(/Give it a name/)
    await run.name.fill('wrong')
    await run.prompt.fill('Hi')
    await run.addModel('simulator/thinker')
    await run.temperature.fill('3')
    await run.budget.fill('a dollar')
    await expect(run.quote).toContainText('It cannot be started so')
    await expect(run.temperature).toHaveAccessibleDescription(/Expected a number from 0 to 2, got the number 3\./)
    await expect(run.budget).toHaveAccessibleDescription(/Expected US dollars/)
    await run.addModel('openai/gpt-5-nano')
    await run.temperature.fill('0')
    await run.budget.fill('1')
    await expect(run.quote).toContainText('there is no key for its provider')
    await expect(run.quote.getByRole('link', { name: 'openai' })).toHaveAttribute('href', /#\/keys\?provider=openai$/)
    await frame.page.getByRole('button', { name: 'Remove openai/gpt-5-nano' }).click()
    await run.budget.fill('0.000001')
    await expect(run.quote).toContainText('Even the least it can cost is above the budget.')
    await run.start.click()
    await expect(run.budget).toBeFocused()
    await expect(run.budget).toHaveAccessibleDescription(/Raise it, or ask for less/)
    await expect(run.name).toHaveValue('wrong')
    await expect(run.prompt).toHaveValue('Hi')
  })

  test('is a file, too: either becomes the other, and one that is not right names its line', async ({ frame }) => {
    await frame.goTo('#/runs/new')
    const run = new NewRun(frame.page)
    await run.name.fill('both')
    await run.prompt.fill('Hi')
    await run.addModel('simulator/swift')
    await run.file.click()
    await expect(run.text).toHaveValue('name: both\nprompt: Hi\nmodels: [ simulator/swift ]\n')
    await run.text.fill('# kept\nname: both\nprompt: Ho\nmodels: [simulator/swift]\nsamples: lots\n')
    const problem = frame.page.getByRole('button', { name: 'batch.yaml:5:10: samples: expected a whole number' })
    await problem.click()
    await expect(run.text).toBeFocused()
    await run.form.click()
    await expect(frame.main).toContainText('batch.yaml is not right yet and was not taken over')
    await expect(run.prompt).toHaveValue('Hi')
    await run.file.click()
    await expect(run.text).toHaveValue(/^# kept/)
    await run.text.fill('# kept\nname: both\nprompt: Ho\nmodels: [simulator/swift]\nsamples: 2\n')
    await run.form.click()
    await expect(run.prompt).toHaveValue('Ho')
    await expect(frame.page.getByRole('textbox', { name: 'Samples' })).toHaveValue('2')
    await expect(run.quote).toContainText('1 prompt × 1 model × 2 samples')
  })

  test('is kept over a refresh, and taken from files dropped on the window', async ({ frame }) => {
    const run = new NewRun(frame.page)
    const text = readFileSync('resources/samples/capitals.yaml', 'utf8')
    await run.drop([
      { name: 'capitals.yaml', text },
      { name: 'countries.csv', text: 'country\nFrance\n"Korea, Republic of"\n' },
    ])
    await expect(run.name).toHaveValue('capitals')
    await expect(run.rows.getByRole('textbox', { name: 'country, row 2' })).toHaveValue('Korea, Republic of')
    await expect(run.quote).toContainText('2 prompts × 3 models × 4 samples')
    await run.name.fill('capitals of two')
    await frame.page.reload()
    await expect(run.name).toHaveValue('capitals of two')
    await expect(run.rows.getByRole('textbox', { name: 'country, row 1' })).toHaveValue('France')
    await run.drop([{ name: 'broken.yaml', text: 'name: x\nmodels: []\n' }])
    await expect(run.text).toHaveValue('name: x\nmodels: []\n')
    await expect(frame.main).toContainText('broken.yaml:2:9: models: expected a list of 1 to 500 models')
  })
})

/** Tab until it has the focus, as a person would; there are fewer stops than this on any page. */
async function tabTo(target: Locator): Promise<void> {
  const page = target.page()
  await expect(target).toBeVisible()
  for (let stop = 0; stop < 120; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}
