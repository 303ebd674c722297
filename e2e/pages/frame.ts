import type { Locator, Page } from '@playwright/test'

/** What stands around every page. */
export class Frame {
  readonly page: Page
  readonly title: Locator
  readonly navigation: Locator
  readonly connection: Locator
  readonly lost: Locator
  readonly palette: Locator
  readonly shortcuts: Locator
  readonly main: Locator

  constructor(page: Page) {
    this.page = page
    this.title = page.getByRole('heading', { level: 1 })
    this.navigation = page.getByRole('navigation', { name: 'Pages' })
    this.connection = page.getByRole('status', { name: 'Connection' })
    // What was asked just then says so, too, where its answer would stand.
    this.lost = page.getByText('The connection to the engine was lost at')
    this.palette = page.getByRole('textbox', { name: 'Search pages, runs and actions' })
    this.shortcuts = page.getByRole('dialog', { name: 'Shortcuts' })
    this.main = page.getByRole('main')
  }

  link(title: string): Locator {
    return this.navigation.getByRole('link', { name: title, exact: true })
  }

  /** To an address of the console, as a link from outside would lead there. */
  async goTo(hash: string): Promise<void> {
    await this.page.evaluate((to) => {
      location.hash = to
    }, hash)
  }

  table(name: string): Locator {
    return this.page.getByRole('grid', { name })
  }

  row(name: string, text: string | RegExp): Locator {
    return this.table(name).getByRole('row').filter({ hasText: text })
  }

  /** As if the files were dragged from the desktop onto the window. */
  async drop(files: readonly { readonly name: string; readonly text: string }[]): Promise<void> {
    await this.page.evaluate((dropped) => {
      const dataTransfer = new DataTransfer()
      for (const { name, text } of dropped) dataTransfer.items.add(new File([text], name))
      document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }))
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    }, files)
  }
}
