import { expect, test } from '../fixtures/test.ts'
import { violationsOf } from '../fixtures/violations.ts'
import { KeysPage } from '../pages/keys-page.ts'

test.describe('axe objects to nothing, in either theme,', () => {
  test('in the drawer of a key, with what is wrong at its fields', async ({ frame }) => {
    await frame.goTo('#/keys?provider=openai')
    const keys = new KeysPage(frame.page)
    await keys.place('File').check()
    await keys.keep.click()
    await expect(keys.drawer).toContainText('Paste the key here.')
    expect(await violationsOf(frame.page)).toEqual([])
  })

  test('in an empty list, the palette and the shortcut sheet', async ({ frame }) => {
    await expect(frame.main).toContainText('There is no run yet')
    expect(await violationsOf(frame.page), 'no runs').toEqual([])
    await frame.page.keyboard.press('?')
    await expect(frame.shortcuts).toBeVisible()
    expect(await violationsOf(frame.page), 'shortcuts').toEqual([])
    await frame.page.keyboard.press('Escape')
    await expect(frame.shortcuts).toBeHidden()
    await frame.page.keyboard.press('Control+k')
    await expect(frame.palette).toBeVisible()
    expect(await violationsOf(frame.page), 'palette').toEqual([])
  })
})
