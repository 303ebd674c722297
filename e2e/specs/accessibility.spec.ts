import { expect, test } from '../fixtures/test.ts'
import { violationsOf } from '../fixtures/violations.ts'
import { KeysPage } from '../pages/keys-page.ts'
import { ModelsPage } from '../pages/models-page.ts'

test.describe('axe objects to nothing, in either theme,', () => {
  test('in the drawer of a key, with what is wrong at its fields', async ({ frame }) => {
    await frame.goTo('#/keys?provider=openai')
    const keys = new KeysPage(frame.page)
    await keys.place('File').check()
    await keys.keep.click()
    await expect(keys.drawer).toContainText('Paste the key here.')
    expect(await violationsOf(frame.page)).toEqual([])
  })

  test('in the drawer of a model, with what is wrong at its fields, and in the drawing of fallbacks', async ({ frame, page, assay }) => {
    const models = new ModelsPage(page)
    await assay.run('models', 'fallback', 'set', 'openai/gpt-5-mini', 'openai/gpt-5.4-mini')
    await models.open(frame, 'openai/gpt-5.4-mini')
    await models.field('Context, tokens').fill('lots')
    await models.button('Save').click()
    await expect(models.drawer).toContainText('A whole number of tokens')
    expect(await violationsOf(page), 'model').toEqual([])
    await models.button('Deprecate…').click()
    await models.dialog.getByRole('button', { name: 'Deprecate it' }).click()
    await expect(models.dialog).toContainText('Choose the next default')
    expect(await violationsOf(page), 'deprecate').toEqual([])
    await models.dialog.getByRole('button', { name: 'Keep it active' }).click()
    await models.open(frame, 'openai/gpt-5.4-mini', 'prices')
    await models.button('New price').click()
    await models.button('A tier for some requests').click()
    await models.button('Save the price').click()
    await expect(models.drawer).toContainText('Say which requests it prices')
    expect(await violationsOf(page), 'prices').toEqual([])
    await frame.goTo('#/models/fallbacks?model=openai%2Fgpt-5-mini')
    await expect(models.mapping).toBeVisible()
    expect(await violationsOf(page), 'fallbacks').toEqual([])
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
