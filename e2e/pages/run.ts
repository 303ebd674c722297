import type { Locator } from '@playwright/test'
import type { Frame } from './frame.ts'

/** The page of one run. */
export class RunPage {
  readonly frame: Frame
  readonly progress: Locator
  readonly results: Locator
  readonly pools: Locator
  readonly waiting: Locator
  readonly probes: Locator
  readonly transcript: Locator

  constructor(frame: Frame) {
    this.frame = frame
    this.progress = frame.main.getByRole('progressbar', { name: 'Probes that have ended' })
    this.results = frame.table('Results by model')
    this.pools = frame.table('Pools of this run')
    this.waiting = frame.table('Waiting probes')
    this.probes = frame.table('Probes')
    this.transcript = frame.page.getByRole('dialog', { name: /^Prompt / })
  }

  button(name: string | RegExp): Locator {
    return this.frame.main.getByRole('button', { name })
  }

  /** Of the dialog that asks. */
  choice(name: string): Locator {
    return this.frame.page.getByRole('dialog').getByRole('button', { name })
  }

  tab(name: string): Locator {
    return this.frame.main.getByRole('tab', { name })
  }

  /** The value under a label, such as `Spend`. */
  figure(label: string): Locator {
    return this.frame.main
      .locator('dl > div')
      .filter({ has: this.frame.page.getByText(label, { exact: true }) })
      .locator('dd')
      .first()
  }
}
