import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures/test.ts'
import { violationsOf } from '../fixtures/violations.ts'

const chip = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}:`) })

async function addFilter(page: Page, name: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Add filter' }).click()
  await page.getByRole('menuitem', { name, exact: true }).click()
  return page.getByRole('dialog', { name })
}

test('calls, events and changes are filtered, opened, looked through, followed and exported', async ({ page, frame, assay }) => {
  await assay.run('pools', 'set', 'simulator/default', '--max-parallel', '5')
  await assay.run('run', 'resources/samples/capitals.yaml', '--yes')
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await expect(frame.title).toHaveText('Ledger')
  const head = frame.main.locator('header')
  await expect(head).toContainText(/24\d entries/)
  await expect(head).toContainText('newest first')

  const editor = await addFilter(page, 'Entry')
  await editor.getByLabel('Changes').check()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/entry=audit/)
  await expect(frame.row('Ledger', 'Change: pool')).toContainText('Calls in flight 8 → 5')
  await expect(frame.row('Ledger', 'Call: probe')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Export these' })).toHaveCount(0)
  const drawer = page.getByRole('dialog')
  await frame.row('Ledger', 'Change: pool').click()
  await expect(drawer).toContainText('Command line')
  await expect(drawer.getByRole('link', { name: 'See it in the history' })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Remove the filter Entry' }).click()
  const models = await addFilter(page, 'Model asked for')
  await models.getByLabel('Find: Model asked for').fill('thinker')
  await models.getByLabel('simulator/thinker').check()
  await page.keyboard.press('Escape')
  await expect(chip(page, 'Model asked for')).toContainText('simulator/thinker')
  await expect(head).toContainText('80 entries of the filter')
  await page.reload()
  await expect(head).toContainText('80 entries of the filter')

  await frame.table('Ledger').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(drawer).toContainText('Usage and cost')
  await expect(drawer).toContainText('What is the capital of')
  await expect(drawer.getByRole('link', { name: 'capitals' })).toBeVisible()
  await expect(drawer.getByRole('link', { name: 'Prices of the model' })).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
  const first = await drawer.getByRole('heading').first().textContent()
  await page.keyboard.press('ArrowDown')
  await expect(drawer.getByRole('heading').first()).not.toHaveText(first ?? '')
  await page.keyboard.press('Escape')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export these' }).click()
  await page.getByRole('menuitem', { name: 'CSV' }).first().click()
  const file = await (await download).path()
  expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(81)
  await expect(frame.main).toContainText('80 rows')
  await frame.main.getByRole('button', { name: 'Close' }).click()

  await frame.main.getByRole('button', { name: 'Remove the filter Model asked for' }).click()

  await expect(frame.row('Ledger', 'Change: setting')).toHaveCount(0)
  await assay.run('settings', 'set', 'maxAttempts', '4')
  await expect(frame.row('Ledger', 'Change: setting').first()).toContainText('maxAttempts')
  await frame.row('Ledger', 'Change: setting').first().click()
  await assay.run('settings', 'set', 'maxAttempts', '3')
  await expect(frame.main).toContainText('1 new')
  await page.keyboard.press('Escape')
  await expect(frame.row('Ledger', 'Change: setting')).toHaveCount(2)
})

test('nonsense in the address leaves nothing out, and what was never written is said to be so', async ({ page, frame, faults }) => {
  await frame.goTo(
    '#/ledger?code=OOPS&minMs=soon&provider=Not%20A%20Key&state=7&http=42&cost={}&from=yesterday&last=ever&open=call:1&sort=x',
  )
  await expect(frame.title).toHaveText('Ledger')
  await expect(frame.main).toContainText(/entr(y|ies)/)
  await expect(page.getByRole('button', { name: /^Remove the filter/ })).toHaveCount(0)
  await frame.goTo('#/ledger?model=nobody%2Fno-such-model&code=TIMEOUT&minUsd=5')
  await expect(frame.main).toContainText('No entry is like that')
  await expect(page.getByRole('button', { name: /^Remove the filter/ })).toHaveCount(3)
  await chip(page, 'Cost').click()
  const cost = page.getByRole('dialog', { name: 'Cost' })
  await cost.getByLabel('at most').fill('-3')
  await expect(cost).toContainText('A number, 0 or more')
  await page.keyboard.press('Escape')
  await frame.main.getByRole('button', { name: 'Show all' }).first().click()
  await expect(page.getByRole('button', { name: /^Remove the filter/ })).toHaveCount(0)
  await frame.goTo('#/ledger?open=call%3A01JD0000000000000000000000')
  await expect(page.getByRole('dialog')).toContainText(/no call|not found|There is no/i)
  expect(faults).toEqual([])
})
