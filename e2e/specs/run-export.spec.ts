import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from '../fixtures/test.ts'
import { violationsOf } from '../fixtures/violations.ts'
import { ResultsPage } from '../pages/results.ts'

const batch = `
name: two capitals
prompt: "What is the capital of {{country}}?"
dataset: [{ country: France, capital: Paris }, { country: Norway, capital: Oslo }]
models: [simulator/swift]
checks:
  - { type: contains, value: "{{capital}}" }
  - { type: rubric, rubric: It names one city and nothing else, name: to the point }
`

/** What the menu of a run offers, and how each file is called and begins. */
const files = [
  { label: 'CSV', name: /probes.*\.csv$/, begins: /^run,prompt_index,/ },
  { label: 'JSON Lines', name: /probes.*\.jsonl$/, begins: /^\{"/ },
  { label: 'Parquet', name: /probes.*\.parquet$/, begins: /^PAR1/ },
  { label: 'CSV', name: /attempts.*\.csv$/, begins: /./ },
  { label: 'JSON Lines', name: /attempts.*\.jsonl$/, begins: /^\{"/ },
  { label: 'Parquet', name: /attempts.*\.parquet$/, begins: /^PAR1/ },
  { label: 'One page', name: /\.html$/, begins: /^<!doctype html>/i },
  { label: 'Inspect', name: /inspect.*\.json$/, begins: /^\s*\{/ },
  { label: 'promptfoo', name: /promptfoo.*\.json$/, begins: /^\s*\{/ },
  { label: 'package', name: /two-capitals/, begins: /./ },
] as const

test('a run is taken away in each form, its page stands alone, and a judge says why in the drawer', async ({
  frame,
  assay,
  page,
  context,
}, info) => {
  const file = path.join(info.outputDir, 'two.yaml')
  await writeFile(file, batch)
  await assay.run('settings', 'set', 'judgeModel', 'simulator/steady')
  const run = await assay.judge(file)
  const results = new ResultsPage(frame)
  await results.open(run)
  let whole = ''
  for (const [place, { label, name, begins }] of files.entries()) {
    await results.button('Export').click()
    const item = page.getByRole('menuitem').nth(place)
    await expect(item).toContainText(label)
    const download = page.waitForEvent('download')
    await item.click()
    const saved = await download
    expect(saved.suggestedFilename()).toMatch(name)
    expect(saved.suggestedFilename()).toContain('two-capitals')
    expect(readFileSync(await saved.path()).toString('latin1', 0, 200)).toMatch(begins)
    await expect(frame.main).toContainText('SHA-256')
    if (label === 'One page') whole = await saved.path()
  }

  const alone = await context.newPage()
  await alone.setContent(readFileSync(whole, 'utf8'))
  await expect(alone.getByRole('heading', { level: 1 })).toContainText('two capitals')
  await expect(alone.locator('body')).toContainText('Oslo')
  expect(await violationsOf(alone), 'the page of the run').toEqual([])
  await alone.close()

  await results.probes.getByRole('row').filter({ hasText: 'Norway' }).click()
  const judged = results.dialog.getByRole('listitem').filter({ hasText: 'to the point' })
  await expect(judged).toContainText(/judged by simulator\/steady: the call/)
  await expect(judged.getByRole('paragraph').first()).toHaveText(/\w{3}/)
  await judged.getByRole('link', { name: 'the call' }).click()
  await expect(frame.title).toHaveText('Ledger')
  await expect(page.getByRole('dialog')).toContainText('Judging')
})
