import type { Browser, Page } from '@playwright/test'
import type { OpeningFigures, OpeningOrder } from '../bench/order.ts'
import { median } from '../bench/statistics.ts'
import { readOrder, say } from '../test/processes/say.ts'
import { Assay } from './fixtures/assay.ts'
import { launchBrowser, viewport } from './measured-browser.ts'

/** Opens a large page of a workspace in browsers that have seen nothing of it, from the list of runs. Says `figures`. */

/** By then a window that nobody touches has loaded ahead what it loads ahead. */
const standsMs = 3000

/** What must be there, with a text or drawn. */
const shown = {
  results: ['[aria-label="Outcomes by model"] [role="row"][aria-rowindex="2"]', '[aria-label="Probes"] [role="row"][aria-rowindex="2"]'],
  costs: ['[aria-label="In all"] dd', '.recharts-wrapper > svg rect[fill^="var(--series"]'],
} as const

const { page: name, unasked, home, tries } = readOrder<OpeningOrder>()
const browser = await launchBrowser()
try {
  const coldMs = await served(unasked, (assay) => opened(assay, browser, 0))
  const figures: OpeningFigures = await served(home, async (assay) => {
    const firstMs = await opened(assay, browser, standsMs)
    const later: number[] = []
    for (let time = 0; time < tries; time += 1) later.push(await opened(assay, browser, standsMs))
    return { coldMs, firstMs, laterMs: median(later) }
  })
  say({ figures })
} finally {
  await browser.close()
}

async function served<Found>(folder: string, look: (assay: Assay) => Promise<Found>): Promise<Found> {
  const assay = new Assay(folder)
  try {
    await assay.serve()
    return await look(assay)
  } finally {
    await assay.end()
  }
}

async function opened(assay: Assay, from: Browser, afterMs: number): Promise<number> {
  const context = await from.newContext({ viewport })
  const page = await context.newPage()
  await page.goto(await assay.launchAddress())
  await page.getByRole('grid').getByRole('row').nth(1).waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(afterMs)
  const tookMs = await shownAfter(page, await addressIn(assay), shown[name])
  await context.close()
  return tookMs
}

async function addressIn(assay: Assay): Promise<string> {
  if (name === 'costs') return '#/costs'
  const [run] = JSON.parse(await assay.run('runs', 'list', '--json')).items
  return `#/runs/${run.id}?view=results`
}

/** From the address until the frame is painted in which all of it is there. */
async function shownAfter(page: Page, address: string, selectors: readonly string[]): Promise<number> {
  return await page.evaluate(
    ([hash, wanted]) =>
      new Promise<number>((resolve) => {
        const startedMs = performance.now()
        const isThere = (selector: string) => {
          const part = document.querySelector(selector)
          return part !== null && (part instanceof SVGElement || part.textContent.trim() !== '')
        }
        const painted = new MessageChannel()
        painted.port1.onmessage = () => resolve(performance.now() - startedMs)
        const look = () => {
          if (wanted.every(isThere)) painted.port2.postMessage(undefined)
          else requestAnimationFrame(look)
        }
        location.hash = hash
        requestAnimationFrame(look)
      }),
    [address, selectors] as const,
  )
}
