import { expect, test } from '../fixtures/test.ts'
import { violationsOf } from '../fixtures/violations.ts'
import { KeysPage } from '../pages/keys-page.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe, ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('the drawer of a key, with what is wrong at its fields, is without a violation', async ({ frame }) => {
      await frame.goTo('#/keys?provider=openai')
      const keys = new KeysPage(frame.page)
      await keys.place('File').check()
      await keys.keep.click()
      await expect(keys.drawer).toContainText('Paste the key here.')
      expect(await violationsOf(frame.page)).toEqual([])
    })

    test('an empty list, the palette and the shortcut sheet are without a violation', async ({ frame }) => {
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
}
