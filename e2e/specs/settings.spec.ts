import { expect, test } from '../fixtures/test.ts'
import { violationsOf } from '../fixtures/violations.ts'

test.describe('settings', () => {
  test('one is changed by keys within its range, holds for the command line, and goes back to its default', async ({
    page,
    frame,
    assay,
  }) => {
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await expect(frame.title).toHaveText('Settings')
    await page.getByRole('button', { name: 'Change: Attempts of a probe' }).press('Enter')
    const attempts = page.getByRole('form', { name: 'Attempts of a probe' }).getByLabel('Attempts')
    await expect(attempts).toBeFocused()
    await attempts.fill('99')
    await page.keyboard.press('Enter')
    await expect(attempts).toHaveAccessibleDescription(/Out of range: 1 to 20 attempts/)
    expect(await violationsOf(page)).toEqual([])
    await attempts.fill('3')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'Attempts of a probe: 3' })).toBeVisible()
    await expect(frame.main).toContainText('set; default: 5')
    expect(await assay.run('settings', 'list')).toMatch(/maxAttempts\s+3/)
    await page.getByRole('button', { name: 'Change: Attempts of a probe' }).click()
    await page.getByRole('button', { name: 'Back to the default: 5' }).click()
    await expect(frame.main).not.toContainText('set; default: 5')
    await expect(page.getByRole('button', { name: 'Change: Attempts of a probe' })).toBeFocused()
  })

  test('what two settings say together is refused at the field, as the engine says it', async ({ page, frame }) => {
    await frame.goTo('#/settings?setting=breaker')
    const first = page.getByLabel('First left alone for, s')
    await first.fill('9000')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(first).toHaveAccessibleDescription(/is longer than the longest/)
    await expect(first).toHaveValue('9000')
  })

  test('a schedule of pauses grows and shrinks', async ({ page, frame, assay }) => {
    await frame.goTo('#/settings?setting=rateLimitBackoffMs')
    const form = page.getByRole('form', { name: 'Pauses after “too fast”' })
    await form.getByRole('button', { name: 'Add a pause' }).click()
    await form.getByRole('textbox', { name: 'Pause 5' }).fill('240')
    await form.getByRole('button', { name: 'Remove pause 1' }).click()
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(frame.main).toContainText('1 min, 1 min 30 s, 2 min, 4 min')
    expect(await assay.run('settings', 'list')).toMatch(/rateLimitBackoffMs.*60000.*240000/)
  })

  test('the app says which model it asks for a task and what is to be minded', async ({ page, frame }) => {
    await frame.goTo('#/settings?setting=judgeModel')
    const form = page.getByRole('form', { name: 'Model that judges' })
    await form.getByLabel('Model').fill('gpt-5')
    await page.getByRole('option').first().click()
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(frame.main).toContainText('cannot be asked: its provider has no usable key')
    await frame.main.getByRole('link', { name: 'To the keys' }).click()
    await expect(frame.title).toHaveText('Keys')
  })
})
