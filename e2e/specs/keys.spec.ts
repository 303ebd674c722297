import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/test.ts'
import { KeysPage } from '../pages/keys-page.ts'

const secret = 'sk-canary-0123456789abcd'

/** Everything that the engine says to the page. */
function hear(page: Page): string[] {
  const heard: string[] = []
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))))
  return heard
}

test.describe('the keys of providers', () => {
  test('a key is given by keys alone, is told by its last four characters, and never comes back', async ({ page, frame }) => {
    const heard = hear(page)
    await page.reload()
    await expect(frame.connection).toHaveText('Connected')
    await expect(frame.title).toHaveText('Runs')
    const keys = new KeysPage(page)
    await page.keyboard.press('g')
    await page.keyboard.press('k')
    await expect(frame.title).toHaveText('Keys')
    await expect(keys.row('OpenAI')).toContainText('Missing')
    await keys.openByKeys('OpenAI')
    await keys.place('File').focus()
    await page.keyboard.press('Space')
    await keys.value.focus()
    await page.keyboard.type(secret)
    await page.keyboard.press('Tab')
    await expect(keys.consent).toBeFocused()
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await expect(keys.drawer).toContainText('Ready')
    await expect(keys.drawer).toContainText('…abcd')
    await expect(keys.value).toHaveValue('')
    await page.keyboard.press('Escape')
    await expect(keys.drawer).toBeHidden()
    await expect(keys.row('OpenAI')).toContainText('File')
    await page.reload()
    await expect(keys.row('OpenAI')).toContainText('…abcd')
    expect(await page.content()).not.toContain(secret)
    expect(heard.join('\n')).toContain('abcd')
    expect(heard.join('\n')).not.toContain(secret)
  })

  test('what is wrong is said at its field, and what was filled in stays', async ({ page, frame }) => {
    await frame.goTo('#/keys?provider=openai')
    const keys = new KeysPage(page)
    await keys.place('File').check()
    await keys.keep.click()
    await expect(keys.drawer).toContainText('Paste the key here.')
    await expect(keys.drawer).toContainText('Accept it, or keep the key elsewhere.')
    await keys.value.fill('two words')
    await keys.keep.click()
    await expect(keys.value).toHaveAccessibleDescription(/one line of plain characters without spaces/)
    await expect(keys.value).toHaveValue('two words')
    await keys.place('Environment variable').check()
    await keys.variable.fill('HOME')
    await keys.keep.click()
    await expect(keys.variable).toHaveAccessibleDescription(/ends in _API_KEY, _TOKEN or _KEY/)
    await expect(keys.variable).toHaveValue('HOME')
    await keys.variable.fill('MY_OPENAI_TOKEN')
    await keys.keep.click()
    await expect(keys.drawer).toContainText('The variable MY_OPENAI_TOKEN is not set')
  })

  test('places that this shell does not offer say why', async ({ page, frame }) => {
    await frame.goTo('#/keys?provider=openai')
    const keys = new KeysPage(page)
    await expect(keys.place('Keychain: only in the desktop app')).toBeDisabled()
  })

  test('a key whose provider has moved is sent there only on a person’s word', async ({ page, frame, assay }) => {
    const keys = new KeysPage(page)
    await frame.goTo('#/keys?provider=openai')
    await keys.give('This session', secret)
    await assay.run('providers', 'set', 'openai', '--base-url', 'https://gateway.example/v1')
    await expect(keys.drawer).toContainText('It was given for https://api.openai.com; the provider is now at https://gateway.example.')
    await keys.drawer.getByRole('button', { name: 'Send it there' }).click()
    await expect(keys.drawer).toContainText('It goes to https://gateway.example, and nowhere else.')
  })

  test('a provider is tried with a call whose cost is told, and one that cannot be tried says why', async ({ frame, page, assay }) => {
    const { drawer } = new KeysPage(page)
    const tried = drawer.getByRole('button', { name: 'Test connection' })
    await frame.goTo('#/keys?provider=simulator')
    await tried.click()
    await expect(drawer).toContainText('It answers')
    await expect(drawer).toContainText(/Modelsimulator\/steady.*Cost\$0\.\d+/)
    await assay.run('providers', 'add', 'lab', '--kind', 'openai-compatible', '--base-url', 'http://127.0.0.1:9/v1')
    await frame.goTo('#/keys?provider=lab')
    await tried.click()
    await expect(drawer).toContainText('It has no active model that could be asked.')
  })

  test('a key that is removed is gone after a second word', async ({ page, frame }) => {
    const keys = new KeysPage(page)
    await frame.goTo('#/keys?provider=openai')
    await keys.give('This session', secret)
    await keys.remove.click()
    await page.getByRole('dialog', { name: 'Remove the key of OpenAI?' }).getByRole('button', { name: 'Keep it' }).click()
    await expect(keys.drawer).toContainText('…abcd')
    await keys.remove.click()
    await page.getByRole('button', { name: 'Remove it' }).click()
    await expect(keys.drawer).toContainText('Calls go out without a key.')
  })

  test('a model whose key is missing, and the settings, lead here', async ({ page, frame }) => {
    await frame.goTo('#/models')
    await frame.main.getByRole('textbox', { name: 'Find models' }).fill('openai/')
    await frame.row('Models', 'gpt-5-mini').getByRole('link', { name: 'No usable key' }).click()
    await expect(new KeysPage(page).drawer).toContainText('Key of OpenAI')
    await frame.goTo('#/settings')
    await frame.main.getByRole('link', { name: 'Keys' }).click()
    await expect(frame.title).toHaveText('Keys')
  })

  test('a provider that is not there is said', async ({ page, frame }) => {
    await frame.goTo('#/keys?provider=nobody')
    await expect(new KeysPage(page).drawer).toContainText('No provider is called so')
  })
})

test('the tables of models and keys fit a narrow window', async ({ page, frame }) => {
  await page.setViewportSize({ width: 1024, height: 640 })
  for (const title of ['Models', 'Keys']) {
    await frame.link(title).click()
    await expect(frame.row(title, /\w/).nth(1), 'a row below the names of the columns').toBeVisible()
    expect(await frame.table(title).evaluate((grid) => grid.scrollWidth - grid.clientWidth), title).toBe(0)
  }
})
