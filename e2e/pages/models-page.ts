import { expect, type Locator, type Page } from '@playwright/test'
import type { Frame } from './frame.ts'

/** The catalog of models, the drawer of one, and the drawing of what falls back to what. */
export class ModelsPage {
  readonly page: Page
  readonly table: Locator
  readonly find: Locator
  readonly shown: Locator
  readonly drawer: Locator
  readonly dialog: Locator
  readonly mapping: Locator

  constructor(page: Page) {
    this.page = page
    this.table = page.getByRole('grid', { name: 'Models' })
    this.find = page.getByRole('textbox', { name: 'Find models' })
    this.shown = page.getByRole('search', { name: 'Filter models' }).getByRole('status')
    this.drawer = page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Close' }) })
    this.dialog = page.getByRole('dialog', { name: /\?$/ })
    this.mapping = page.getByRole('region', { name: 'Fallback mapping' })
  }

  /** The row of a model by what its provider calls it, or the heading of a provider. */
  row(name: string): Locator {
    return this.table.getByRole('row', { name: new RegExp(`^${name} `) })
  }

  /** The drawer of a model, on its fields or one of its other sides. */
  async open(frame: Frame, ref: string, tab?: 'prices' | 'usage'): Promise<void> {
    await frame.goTo(`#/models?model=${encodeURIComponent(ref)}${tab === undefined ? '' : `&tab=${tab}`}`)
    await expect(this.drawer).toContainText(ref)
  }

  field(label: string): Locator {
    return this.drawer.getByLabel(label, { exact: true })
  }

  button(name: string | RegExp): Locator {
    return this.drawer.getByRole('button', { name })
  }

  /** A version of a price, by the words that say when it begins. */
  version(from: string): Locator {
    return this.drawer.getByRole('listitem').filter({ has: this.page.getByRole('heading', { name: from }) })
  }

  /** Chooses in a field that finds models by what is typed. */
  async choose(within: Locator, label: string, text: string): Promise<void> {
    const field = within.getByRole('combobox', { name: label })
    await field.fill(text)
    await this.page.getByRole('option', { name: text, exact: true }).click()
  }
}
