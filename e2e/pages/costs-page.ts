import { expect, type Locator } from '@playwright/test'
import type { Frame } from './frame.ts'

/** The page of what was spent. */
export class CostsPage {
  readonly frame: Frame
  readonly which: Locator

  constructor(frame: Frame) {
    this.frame = frame
    this.which = frame.main.getByRole('search', { name: 'Which calls' })
  }

  async open(search = ''): Promise<void> {
    await this.frame.goTo(`#/costs${search}`)
    await expect(this.frame.title).toHaveText('Costs')
  }

  /** A chart with all that stands around it. */
  chart(title: string): Locator {
    return this.frame.main.getByRole('region', { name: title, exact: true })
  }

  /** The value under a label of the figures, such as `Spent`. */
  figure(label: string): Locator {
    return this.frame.main.locator('dl > div').filter({ hasText: label }).locator('dd').first()
  }

  async showTable(title: string): Promise<Locator> {
    await this.chart(title)
      .getByRole('button', { name: `Table of ${title}` })
      .click()
    const table = this.chart(title).getByRole('grid')
    await expect(table).toBeVisible()
    return table
  }

  /** What `Export` hands over: its name and text. */
  async exported(heading: string, format: string): Promise<{ name: string; path: string }> {
    const { page, main } = this.frame
    await main.getByRole('button', { name: 'Export' }).click()
    const download = page.waitForEvent('download')
    const group = page
      .getByRole('menu')
      .locator('div')
      .filter({ hasText: heading })
      .filter({ has: page.getByRole('menuitem') })
      .last()
    await group.getByRole('menuitem', { name: format, exact: true }).click()
    const saved = await download
    return { name: saved.suggestedFilename(), path: await saved.path() }
  }
}
