import type { Locator, Page } from '@playwright/test'
import type { Frame } from './frame.ts'

/** Where catalogs are read, looked at row by row, and imported. */
export class ImportPage {
  readonly page: Page
  readonly rows: Locator
  readonly found: Locator
  readonly search: Locator
  readonly drawer: Locator
  readonly dialog: Locator
  readonly read: Locator
  readonly apply: Locator

  constructor(frame: Frame) {
    const { page, main } = frame
    this.page = page
    this.rows = frame.table('Rows of the catalog')
    this.found = main.getByRole('search', { name: 'Filter rows' }).getByRole('status')
    this.search = main.getByRole('textbox', { name: 'Find rows' })
    this.drawer = page.getByRole('dialog').filter({ hasText: 'In the source' })
    this.dialog = page.getByRole('dialog').filter({ hasText: 'All of it or nothing' })
    this.read = main.getByRole('button', { name: 'Preview' })
    this.apply = main.getByRole('button', { name: /^Import [\d,]+ rows?$/ })
  }

  /** A row, by the name it has here or in its source. */
  row(name: string): Locator {
    return this.rows.getByRole('row').filter({ hasText: name })
  }

  kind(name: string): Locator {
    return this.page.getByRole('group', { name: 'Kinds of rows' }).getByRole('button', { name })
  }

  taken(name: string): Locator {
    return this.rows.getByRole('checkbox', { name: `Take ${name}` })
  }

  async from(kind: 'File' | 'Text' | 'Address'): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Where it comes from' }).getByText(kind, { exact: true }).click()
  }
}
