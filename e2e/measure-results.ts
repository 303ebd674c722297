import type { Browser, Page } from '@playwright/test'
import type { ResultsFigures, WindowOrder } from '../bench/order.ts'
import { median } from '../bench/statistics.ts'
import { readOrder, say } from '../test/processes/say.ts'
import { Assay } from './fixtures/assay.ts'
import { launchBrowser, viewport } from './measured-browser.ts'

/** Opens the results of a workspace's one large run in a real browser, from the list of runs. Says `figures`. */

const { home, tries } = readOrder<WindowOrder>()
const assay = new Assay(home)
const browser = await launchBrowser()
try {
  await assay.serve()
  const [run] = JSON.parse(await assay.run('runs', 'list', '--json')).items
  const address = `#/runs/${run.id}?view=results`
  const firstMs = await open(browser, address)
  const later: number[] = []
  for (let time = 0; time < tries; time += 1) later.push(await open(browser, address))
  const figures: ResultsFigures = { firstMs, laterMs: median(later) }
  say({ figures })
} finally {
  await browser.close()
  await assay.end()
}

/** From the address until figures and rows are painted, in a window that shows the list of runs. */
async function open(from: Browser, address: string): Promise<number> {
  const context = await from.newContext({ viewport })
  const page = await context.newPage()
  await page.goto(await assay.launchAddress())
  await page.getByRole('grid').getByRole('row').nth(1).waitFor()
  await page.waitForLoadState('networkidle')
  const tookMs = await openedIn(page, address)
  await context.close()
  return tookMs
}

async function openedIn(page: Page, address: string): Promise<number> {
  return await page.evaluate(
    (hash) =>
      new Promise<number>((resolve) => {
        const startedMs = performance.now()
        const hasRows = (selector: string) => (document.querySelector(selector)?.textContent ?? '').trim() !== ''
        const look = () => {
          const isThere =
            hasRows('[aria-label="Outcomes by model"] [role="row"][aria-rowindex="2"]') &&
            hasRows('[aria-label="Probes"] [role="row"][aria-rowindex="2"]')
          if (!isThere) requestAnimationFrame(look)
          else requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - startedMs)))
        }
        location.hash = hash
        look()
      }),
    address,
  )
}
