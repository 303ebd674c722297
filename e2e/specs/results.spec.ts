import { expect, test } from '../fixtures/test.ts'
import { violationsOf } from '../fixtures/violations.ts'
import { looksRight } from '../pages/looks.ts'
import { ResultsPage } from '../pages/results.ts'

test('results tell what passed, lead by a click to what failed, and stand in the address with their filters', async ({
  frame,
  assay,
  page,
}) => {
  const run = await assay.judge('e2e/fixtures/judged.yaml')
  const results = new ResultsPage(frame)
  await results.open(run)
  const steady = results.outcomes.getByRole('row').filter({ hasText: 'simulator/steady' })
  await expect(steady).toContainText('/ 10')
  await expect(steady).toContainText('%')
  await expect(results.found).toHaveText('30 probes')
  await looksRight(page, 'run-results')

  await results.button(/contains "\{\{capital\}\}"/).click()
  await expect(results.found).toHaveText('6 of 30 probes')
  await expect(page).toHaveURL(/check=/)
  await page.reload()
  await expect(results.found).toHaveText('6 of 30 probes')
  const failed = results.probes.getByRole('row').filter({ hasText: 'Norway' }).first()
  await expect(failed).toContainText('Failed: contains "{{capital}}"')
  await failed.click()
  await expect(results.dialog).toContainText('Checks')
  await expect(results.dialog).toContainText('Bergen')
  await looksRight(page, 'run-checks')
  await page.keyboard.press('Escape')
  await results.button('Clear').click()
  await expect(results.found).toHaveText('30 probes')
  await results.outcomes.getByRole('row').filter({ hasText: 'simulator/swift' }).click()
  await expect(results.found).toHaveText('10 of 30 probes')

  await results.open(run, '?view=results&verdict=nonsense&score=much&model=nobody%2Fnothing')
  await expect(frame.main.getByRole('alert').first()).toContainText('nobody/nothing')
})

test('prompts stand with what each model made of them, and their answers side by side with what differs', async ({
  frame,
  assay,
  page,
}) => {
  const run = await assay.judge('e2e/fixtures/judged.yaml')
  const results = new ResultsPage(frame)
  await results.open(run, '?view=prompts&order=fewest_passes')
  await expect(results.prompts.getByRole('row').nth(1)).toContainText('Norway')
  await looksRight(page, 'run-prompts')
  await results.prompts.getByRole('row').nth(1).click()
  await expect(results.columns).toHaveCount(6)
  await results.columns.first().getByRole('button', { name: 'Show how others differ' }).click()
  await expect(page).toHaveURL(/against=/)
  await expect(frame.main.locator('ins, del').or(frame.main.getByText('Word for word the same')).first()).toBeVisible()
  await looksRight(page, 'run-beside')
  const place = frame.main.getByRole('search', { name: 'Answers side by side' }).getByRole('status')
  await expect(place).toHaveText('Prompt 5 of 5')
  await page.keyboard.press('ArrowDown')
  await expect(place).not.toHaveText('Prompt 5 of 5')
  await page.keyboard.press('ArrowUp')
  await expect(place).toHaveText('Prompt 5 of 5')
  await results.open(run, '?view=prompts&prompt=900')
  await expect(frame.main.getByRole('alert')).toBeVisible()
})

test('answers are checked again by a file, a wrong one is refused with its line, and a part is sent again', async ({
  frame,
  assay,
  page,
}) => {
  const run = await assay.judge('e2e/fixtures/judged.yaml')
  const results = new ResultsPage(frame)
  await results.open(run)
  await results.button('Check again…').click()
  const choose = async (name: string, text: string) => {
    const chooser = page.waitForEvent('filechooser')
    await results.dialog.getByRole('button', { name: /Choose a/ }).click()
    await (await chooser).setFiles({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) })
  }
  await choose('wrong.yaml', 'checks:\n  - type: contains\n    valeu: Paris\n')
  await results.dialog.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(results.dialog.getByRole('alert')).toContainText('wrong.yaml:')
  await choose('right.yaml', '- { type: contains, value: "{{country}}", name: names the country }\n')
  await results.dialog.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(results.dialog).toContainText('Done:')
  expect(await violationsOf(page), 'check').toEqual([])
  await results.dialog.getByRole('button', { name: 'Close' }).click()
  await expect(results.button(/names the country/)).toBeVisible()

  await results.button('Run again…').click()
  await expect(results.dialog.getByRole('radio', { name: /Interrupted: 0/ })).toBeDisabled()
  await results.dialog.getByRole('radio', { name: 'More samples' }).check()
  await results.dialog.getByLabel('Samples of each prompt, in all').fill('2')
  await expect(results.dialog).toContainText('A whole number from 3')
  await results.dialog.getByLabel('Samples of each prompt, in all').fill('3')
  await expect(results.dialog).toContainText('15')
  await looksRight(page, 'run-again')
  await results.dialog.getByRole('button', { name: 'Start' }).click()
  await expect(frame.main.locator('header')).toContainText('further samples of')
})

test('two runs are compared by model and prompt by prompt, and sides can be swapped', async ({ frame, assay, page }) => {
  const [a, b] = [await assay.judge('e2e/fixtures/judged.yaml'), await assay.judge('e2e/fixtures/judged.yaml')]
  await frame.goTo(`#/compare?a=${a}`)
  await expect(frame.title).toHaveText('Compare')
  await expect(frame.main).toContainText('Choose the other run')
  await frame.goTo(`#/compare?a=${a}&b=${b}`)
  const models = frame.table('Both runs by model')
  await expect(models.getByRole('row').filter({ hasText: 'simulator/steady' })).toContainText('%')
  const prompts = frame.table('Prompts of both runs')
  await expect(prompts.getByRole('row').nth(1)).toContainText('capital of')
  await looksRight(page, 'compared')
  await prompts.getByRole('row').nth(1).click()
  await expect(frame.main.getByRole('article').first()).toContainText('A: simulator/')
  await looksRight(page, 'compare-answers')
  await frame.main.getByRole('button', { name: 'All prompts' }).click()
  await frame.main.getByText('Unmatched', { exact: true }).click()
  await expect(frame.main).toContainText('No prompt is like that')
  await frame.main.getByRole('button', { name: 'Swap sides' }).click()
  await expect(page).toHaveURL(new RegExp(`a=${b}.*b=${a}`))
  await frame.goTo(`#/compare?a=${a}&b=01JD3R0W8Q5TN2N4Z1V9K7XH6C`)
  await expect(frame.main.getByRole('alert').first()).toContainText('There is no run')
})
