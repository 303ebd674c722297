import { expect, type Locator, type Page } from '@playwright/test'

/** The list of keys, and the drawer of one. */
export class KeysPage {
  readonly page: Page
  readonly drawer: Locator
  readonly value: Locator
  readonly variable: Locator
  readonly consent: Locator
  readonly keep: Locator
  readonly remove: Locator

  constructor(page: Page) {
    this.page = page
    this.drawer = page.getByRole('dialog').filter({ hasText: /Key of|No such provider/ })
    this.value = this.drawer.getByLabel('Key', { exact: true })
    this.variable = this.drawer.getByLabel('Name of the variable')
    this.consent = this.drawer.getByRole('checkbox')
    this.keep = this.drawer.getByRole('button', { name: /^(Keep the key|Use this variable)$/ })
    this.remove = this.drawer.getByRole('button', { name: 'Remove the key' })
  }

  row(provider: string): Locator {
    return this.page.getByRole('grid', { name: 'Keys' }).getByRole('row').filter({ hasText: provider })
  }

  place(name: string): Locator {
    return this.drawer.getByRole('radio', { name })
  }

  /** Opens one by arrows and Enter. */
  async openByKeys(provider: string): Promise<void> {
    const grid = this.page.getByRole('grid', { name: 'Keys' })
    await grid.focus()
    await this.page.keyboard.press('Home')
    const row = this.row(provider)
    while ((await row.getAttribute('data-active')) === null) await this.page.keyboard.press('ArrowDown')
    await this.page.keyboard.press('Enter')
    await expect(this.drawer).toContainText(`Key of ${provider}`)
  }

  async give(place: string, key: string): Promise<void> {
    await this.place(place).check()
    await this.value.fill(key)
    await this.keep.click()
    await expect(this.drawer).toContainText(`…${key.slice(-4)}`)
  }
}
