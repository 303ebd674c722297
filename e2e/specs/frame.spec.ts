import { expect, test } from '../fixtures/test.ts'

test.describe('the frame', () => {
  test('an empty workspace shows what to do', async ({ frame }) => {
    await expect(frame.main).toContainText('There is no run yet')
    await expect(frame.connection).toHaveText('Connected')
  })

  test('each page is reached by its link and named in the title of the window', async ({ frame }) => {
    for (const title of ['Pools', 'Inbox', 'Models', 'Providers', 'Keys', 'History', 'Settings', 'About', 'Runs']) {
      await frame.link(title).click()
      await expect(frame.title).toHaveText(title)
      await expect(frame.page).toHaveTitle(`${title} · Assay`)
    }
  })

  test('each page is reached by two keys', async ({ frame }) => {
    for (const [key, title] of [
      ['p', 'Pools'],
      ['i', 'Inbox'],
      ['m', 'Models'],
      ['v', 'Providers'],
      ['k', 'Keys'],
      ['h', 'History'],
      ['s', 'Settings'],
      ['a', 'About'],
      ['r', 'Runs'],
    ] as const) {
      await frame.page.keyboard.press('g')
      await frame.page.keyboard.press(key)
      await expect(frame.title).toHaveText(title)
    }
  })

  test('keys typed into a field are text', async ({ frame }) => {
    await frame.link('Models').click()
    const field = frame.page.getByRole('textbox', { name: 'Find models' })
    await field.pressSequentially('g?p')
    await expect(field).toHaveValue('g?p')
    await expect(frame.title).toHaveText('Models')
    await expect(frame.main).toContainText('No model is called so')
  })

  test('the palette finds a page and goes there', async ({ frame }) => {
    await frame.page.keyboard.press('Control+k')
    await frame.palette.fill('sett')
    await frame.page.keyboard.press('Enter')
    await expect(frame.title).toHaveText('Settings')
  })

  test('the shortcut sheet opens by a key and closes by Escape', async ({ frame }) => {
    await frame.page.keyboard.press('?')
    await expect(frame.shortcuts).toContainText('To Pools')
    await frame.page.keyboard.press('Escape')
    await expect(frame.shortcuts).toBeHidden()
  })

  test('an address that leads nowhere shows a safe page, with none of its text', async ({ frame }) => {
    await frame.goTo('#/nowhere/<b>evil</b>?x=javascript:alert(1)')
    await expect(frame.title).toHaveText('No such page')
    await expect(frame.main).not.toContainText('evil')
  })

  test('an address of a run that is none says so', async ({ frame }) => {
    await frame.goTo('#/runs/not-a-run')
    await expect(frame.main.getByRole('alert')).toBeVisible()
  })

  test('the theme follows the system until a person chooses', async ({ frame }) => {
    const root = frame.page.locator('html')
    await frame.page.emulateMedia({ colorScheme: 'dark' })
    await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark')
    await frame.link('Settings').click()
    await frame.page.getByText('Light', { exact: true }).click()
    await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light')
    await frame.page.reload()
    await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light')
  })

  test('going from page to page restyles nothing else', async ({ frame }) => {
    await expect(frame.main).toContainText('There is no run yet')
    const styles = await frame.page.evaluateHandle(() => {
      const added: string[] = []
      const note = (changes: readonly MutationRecord[]) => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes) if (node.nodeName === 'STYLE') added.push(node.textContent ?? '')
      }
      new MutationObserver(note).observe(document, { subtree: true, childList: true })
      return added
    })
    for (const title of ['Pools', 'Inbox', 'Runs']) {
      await frame.link(title).click()
      await expect(frame.title).toHaveText(title)
    }
    expect(await styles.jsonValue()).toEqual([])
  })
})
