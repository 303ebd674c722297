import { expect, type Locator } from '@playwright/test'
import type { Frame } from './frame.ts'

/** The results of a run, its prompts side by side, and the comparison of two. */
export class ResultsPage {
  readonly frame: Frame
  readonly outcomes: Locator
  readonly probes: Locator
  readonly found: Locator
  readonly prompts: Locator
  readonly columns: Locator
  readonly dialog: Locator

  constructor(frame: Frame) {
    this.frame = frame
    this.outcomes = frame.table('Outcomes by model')
    this.probes = frame.table('Probes')
    this.found = frame.main.getByRole('search', { name: 'Filter probes' }).getByRole('status')
    this.prompts = frame.table('Prompts')
    this.columns = frame.main.getByRole('article')
    this.dialog = frame.page.getByRole('dialog')
  }

  async open(run: string, search = '?view=results'): Promise<void> {
    await this.frame.goTo(`#/runs/${run}${search}`)
    await expect(this.frame.main.getByRole('tab', { name: 'Results' })).toBeVisible()
  }

  button(name: string | RegExp): Locator {
    return this.frame.main.getByRole('button', { name })
  }
}
