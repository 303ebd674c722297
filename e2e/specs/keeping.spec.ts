import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from '../fixtures/test.ts'
import { violationsOf } from '../fixtures/violations.ts'

const batch = `
name: twice
prompt: "What is the capital of {{country}}?"
dataset: [{ country: France }, { country: Chile }]
models: [simulator/steady]
cache: true
`

test('answers are taken from the cache at no cost, lead to the call that gave them, and are forgotten', async ({
  page,
  frame,
  assay,
}, info) => {
  const file = path.join(info.outputDir, 'twice.yaml')
  await writeFile(file, batch)
  await assay.run('run', file, '--yes')
  await assay.run('run', file, '--yes')
  const [{ id }] = JSON.parse(await assay.run('runs', 'list', '--json')).items
  await frame.goTo(`#/runs/${id}?view=probes`)
  await expect(frame.row('Probes', 'France')).toContainText('from the cache')
  await frame.row('Probes', 'France').click()
  const drawer = page.getByRole('dialog')
  await expect(drawer).toContainText('from the cache, cost $0')
  await drawer.getByRole('link', { name: 'the call it came from' }).click()
  await expect(frame.title).toHaveText('Ledger')
  await expect(drawer).toContainText('What is the capital of France?')
  await page.keyboard.press('Escape')

  await frame.goTo('#/settings')
  await expect(frame.main).toContainText('2 answers of 1 model')
  await expect(frame.main).toContainText('Taken again 2 times')
  await frame.main.getByRole('button', { name: 'Forget them' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Forget them' }).click()
  await expect(frame.main).toContainText('No answer is kept')
})

test('what is dropped by itself is set in its ranges, and nothing is dropped that need not be', async ({ page, frame }) => {
  await frame.goTo('#/settings?setting=retention')
  const form = page.getByRole('form', { name: 'Retention' })
  await form.getByLabel('Calls older than, days').fill('0')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByLabel('Calls older than, days')).toHaveAccessibleDescription(/Out of range: 1 to 3,650 days/)
  await form.getByLabel('Calls older than, days').fill('90')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(frame.main).toContainText('calls older than 90 days')
  await expect(frame.main.getByRole('row', { name: /^Calls/ })).toContainText('none')
  await expect(frame.main).toContainText('Nothing was dropped yet')
  await expect(frame.main.getByRole('button', { name: 'Drop now' })).toBeDisabled()
  expect(await violationsOf(page)).toEqual([])
})
