import type { Assay } from '../fixtures/assay.ts'
import { expect, test } from '../fixtures/test.ts'
import { violationsOf } from '../fixtures/violations.ts'

test.describe('providers', () => {
  test('one is added by keys, found ready, given another address, and taken away again', async ({ page, frame, assay }) => {
    const drawer = page.getByRole('dialog')
    await page.keyboard.press('g')
    await page.keyboard.press('v')
    await expect(frame.title).toHaveText('Providers')
    await page.getByRole('button', { name: 'Add a provider' }).press('Enter')
    await expect(drawer.getByLabel('Key', { exact: true })).toBeFocused()
    await page.keyboard.type('My Gateway')
    await page.keyboard.press('Enter')
    await expect(drawer.getByLabel('Key', { exact: true })).toHaveAccessibleDescription(/Lower-case letters/)
    await expect(drawer.getByLabel('Base URL')).toHaveAccessibleDescription(/Give the address/)
    await expect(drawer.getByLabel('Key', { exact: true })).toBeFocused()
    await drawer.getByLabel('Key', { exact: true }).fill('gate')
    await drawer.getByLabel('Base URL').fill('http://gate.example/v1')
    await page.keyboard.press('Enter')
    await expect(drawer.getByLabel('Base URL')).toHaveAccessibleDescription(/sends keys and prompts in clear/)
    await expect(drawer.getByRole('switch', { name: 'Allow http:// to another machine' })).toBeVisible()
    await drawer.getByLabel('Base URL').fill('https://gate.example/v1')
    await drawer.getByLabel('Calls in flight, over all its pools').fill('3')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'gate was added' })).toBeVisible()
    await expect(page.getByRole('dialog', { name: 'gate' })).toContainText('It has no model yet')
    expect(await shown(assay, 'gate')).toMatchObject({
      baseUrl: 'https://gate.example/v1',
      maxParallel: 3,
    })
    await drawer.getByRole('button', { name: 'Disable: send it nothing' }).click()
    await expect(drawer).toContainText('Disabled')
    await page.keyboard.press('Control+z')
    await expect(page.getByRole('alert').filter({ hasText: 'Undone: gate is disabled' })).toBeVisible()
    await expect(drawer).toContainText('Ready')
    await drawer.getByRole('button', { name: 'Remove the provider' }).click()
    await page.getByLabel('Reason', { exact: true }).last().fill('only a try')
    await page.getByRole('button', { name: 'Remove it' }).click()
    await expect(frame.row('Providers', 'gate')).toHaveCount(0)
    await page.getByRole('alert').filter({ hasText: 'gate was removed' }).getByRole('button', { name: 'Undo' }).click()
    await expect(frame.row('Providers', 'gate')).toHaveCount(1)
  })

  test('the connection is tested, and what that cost is told', async ({ page, frame }) => {
    await frame.goTo('#/providers?provider=simulator')
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('button', { name: 'Test connection' }).click()
    await expect(drawer).toContainText('It answers')
    await expect(drawer).toContainText('simulator/steady')
    await expect(drawer.getByText(/^\$0\.0/)).toBeVisible()
  })

  test('another address says that the key is not sent there', async ({ page, frame }) => {
    await frame.goTo('#/providers?provider=openai')
    const drawer = page.getByRole('dialog')
    await drawer.getByLabel('Base URL').fill('https://gateway.example/v1')
    await expect(drawer).toContainText('It is not sent to https://gateway.example until a person confirms that')
    await drawer.getByLabel('Longest silence').fill('x')
    await drawer.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(drawer.getByLabel('Longest silence')).toHaveAccessibleDescription(/“x” is not a number: 0.001 to 86,400 seconds/)
    expect(await violationsOf(page)).toEqual([])
  })

  test('two edits of one provider meet: both values are shown, and one is chosen for each field', async ({ page, frame, assay }) => {
    await frame.goTo('#/providers?provider=xai')
    const drawer = page.getByRole('dialog')
    await drawer.getByLabel('Name').fill('Mine')
    await drawer.getByLabel('Calls in flight, over all its pools').fill('7')
    await assay.run('providers', 'set', 'xai', '--name', 'Theirs', '--max-parallel', '2')
    await expect(frame.row('Providers', 'Theirs')).toHaveCount(1)
    await drawer.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(drawer).toContainText('Somebody else has changed this meanwhile')
    expect(await violationsOf(page)).toEqual([])
    await drawer.getByRole('radio', { name: 'Name: theirs, Theirs' }).check()
    await drawer.getByRole('button', { name: 'Save these' }).click()
    await expect(drawer).not.toContainText('Somebody else has changed')
    await expect(drawer.getByLabel('Name')).toHaveValue('Theirs')
    expect(await shown(assay, 'xai')).toMatchObject({ name: 'Theirs', maxParallel: 7 })
  })
})

/** A provider as a command tells it. */
async function shown(assay: Assay, key: string): Promise<unknown> {
  const { items } = JSON.parse(await assay.run('providers', 'list', '--json'))
  return items.find((each: { readonly key: string }) => each.key === key)
}
