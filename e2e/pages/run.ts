import { expect, type Locator } from '@playwright/test'
import type { Assay } from '../fixtures/assay.ts'
import type { Frame } from './frame.ts'

/** The page of one run. */
export class RunPage {
  readonly frame: Frame
  readonly status: Locator
  readonly progress: Locator
  readonly results: Locator
  readonly pools: Locator
  readonly waiting: Locator
  readonly probes: Locator
  readonly found: Locator
  readonly search: Locator
  readonly transcript: Locator

  constructor(frame: Frame) {
    this.frame = frame
    this.status = frame.main.locator('header')
    this.progress = frame.main.getByRole('progressbar', { name: 'Probes that have ended' })
    this.results = frame.table('Results by model')
    this.pools = frame.table('Pools of this run')
    this.waiting = frame.table('Waiting probes')
    this.probes = frame.table('Probes')
    this.found = frame.main.getByRole('search', { name: 'Filter probes' }).getByRole('status')
    this.search = frame.main.getByRole('textbox', { name: 'Find in prompts and answers' })
    this.transcript = frame.page.getByRole('dialog', { name: /^Prompt \d/ })
  }

  async open(run: string, search = ''): Promise<void> {
    await this.frame.goTo(`#/runs/${run}${search}`)
    await expect(this.progress).toBeVisible()
  }

  button(name: string | RegExp): Locator {
    return this.frame.main.getByRole('button', { name })
  }

  tab(name: string): Locator {
    return this.frame.main.getByRole('tab', { name })
  }

  /** A button of the dialog that asks. */
  choice(name: string | RegExp): Locator {
    return this.frame.page.getByRole('dialog').getByRole('button', { name })
  }

  /** The value under a label, such as `Spend`. */
  figure(label: string): Locator {
    const { main, page } = this.frame
    return main
      .locator('dl > div')
      .filter({ has: page.getByText(label, { exact: true }) })
      .locator('dd')
      .first()
  }
}

/** Starts a batch in the engine that is there, and answers with the run's id while it goes on. */
export async function startBatch(assay: Assay, file: string): Promise<string> {
  assay.start('run', file, '--yes', '--json')
  let id = ''
  await expect
    .poll(
      async () => {
        const { items } = JSON.parse(await assay.run('runs', 'list', '--json'))
        id = items[0]?.id ?? ''
        return items[0]?.counts.succeeded ?? 0
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0)
  return id
}
