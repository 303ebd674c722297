import type { Browser, Page } from '@playwright/test'
import type { WindowFigures, WindowOrder } from '../bench/order.ts'
import { median, quantile } from '../bench/statistics.ts'
import { readOrder, say } from '../test/processes/say.ts'
import { Assay } from './fixtures/assay.ts'
import { launchBrowser, viewport } from './measured-browser.ts'

/** Opens a workspace with one large run in a real browser and does what a person does. Says `figures`. */

interface Measured {
  interactive?: Promise<number>
  keys?: number[]
  /** Those so far, with those that the browser has not told of yet. */
  longTasks?: () => number[]
}
declare global {
  interface Window {
    assay: Measured
  }
}

const typed = 'question 0004'
const betweenKeysMs = 60
const betweenWheelsMs = 16

const { home, tries } = readOrder<WindowOrder>()
const assay = new Assay(home)
const browser = await launchBrowser()
try {
  await assay.serve()
  const [run] = JSON.parse(await assay.run('runs', 'list', '--json')).items
  const list = await repeat(tries, () => open(browser, '#/runs'))
  const probes = `#/runs/${run.id}?view=probes`
  const table = await repeat(tries, () => open(browser, probes))
  const page = await pageAt(browser, probes)
  const { keys, foundAfterMs } = await type(page)
  keys.push(...(await move(page)))
  const tasks = await scroll(page)
  const figures: WindowFigures = {
    probes: run.counts.total,
    interactiveListMs: median(list),
    interactiveRunMs: median(table),
    inputToPaintP50Ms: quantile(keys, 0.5),
    inputToPaintP95Ms: quantile(keys, 0.95),
    inputToPaintMaxMs: Math.max(...keys),
    inputs: keys.length,
    foundAfterMs,
    longestScrollTaskMs: Math.max(0, ...tasks),
    longScrollTasks: tasks.length,
  }
  say({ figures })
} finally {
  await browser.close()
  await assay.end()
}

async function repeat(times: number, act: () => Promise<number>): Promise<number[]> {
  const took: number[] = []
  for (let time = 0; time < times; time += 1) took.push(await act())
  return took
}

/** How long until the page can be used, in a profile that has seen nothing of it. */
async function open(from: Browser, hash: string): Promise<number> {
  const page = await pageAt(from, hash)
  const tookMs = await page.evaluate(() => window.assay.interactive ?? Number.NaN)
  await page.context().close()
  return tookMs
}

/** The page of an address, once the first row of its table is painted. */
async function pageAt(from: Browser, hash: string): Promise<Page> {
  const context = await from.newContext({ viewport })
  const page = await context.newPage()
  await page.addInitScript(() => {
    const interactive = new Promise<number>((resolve) => {
      const look = () => {
        const row = document.querySelector('[role="grid"] [role="row"][aria-rowindex="2"]')
        if (row === null || row.textContent?.trim() === '') requestAnimationFrame(look)
        else requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())))
      }
      look()
    })
    window.assay = { interactive }
  })
  await page.goto(`${await assay.launchAddress()}${hash}`)
  await page.evaluate(() => window.assay.interactive)
  return page
}

async function type(page: Page): Promise<{ keys: number[]; foundAfterMs: number }> {
  await listen(page)
  const found = page.getByRole('search', { name: 'Filter probes' }).getByRole('status')
  const before = (await found.textContent()) ?? ''
  await page.getByRole('textbox', { name: 'Find in prompts and answers' }).click()
  await page.keyboard.type(typed, { delay: betweenKeysMs })
  const sinceMs = performance.now()
  await page.waitForFunction((text) => document.querySelector('search [role="status"]')?.textContent !== text, before, { polling: 'raf' })
  const foundAfterMs = performance.now() - sinceMs
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Backspace')
  await page.waitForFunction((text) => document.querySelector('search [role="status"]')?.textContent === text, before, { polling: 'raf' })
  return { keys: await heard(page), foundAfterMs }
}

async function move(page: Page): Promise<number[]> {
  await page.getByRole('grid', { name: 'Probes' }).focus()
  await listen(page)
  for (const [key, times] of [
    ['ArrowDown', 80],
    ['PageDown', 40],
    ['End', 1],
    ['PageUp', 40],
    ['Home', 1],
    ['ArrowDown', 20],
  ] as const)
    for (let time = 0; time < times; time += 1) {
      await page.keyboard.press(key)
      await page.waitForTimeout(betweenKeysMs / 2)
    }
  return await heard(page)
}

/** Tasks of 50 ms and more while the table is scrolled by wheel, then from end to end. */
async function scroll(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const longTasks: number[] = []
    const keep = (entries: readonly PerformanceEntry[]) => longTasks.push(...entries.map(({ duration }) => duration))
    const observer = new PerformanceObserver((list) => keep(list.getEntries()))
    observer.observe({ type: 'longtask' })
    window.assay.longTasks = () => {
      keep(observer.takeRecords())
      return longTasks
    }
  })
  await page.getByRole('grid', { name: 'Probes' }).hover()
  for (let turn = 0; turn < 200; turn += 1) {
    await page.mouse.wheel(0, turn < 150 ? 700 : -900)
    await page.waitForTimeout(betweenWheelsMs)
  }
  await page.evaluate(async () => {
    const grid = document.querySelector('[role="grid"]')
    if (grid === null) return
    const end = grid.scrollHeight
    for (let step = 0; step <= 120; step += 1) {
      grid.scrollTop = (end * step) / 120
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  })
  return await page.evaluate(() => window.assay.longTasks?.() ?? [])
}

/** From now on each key is timed until the second frame after it: by then what it changed is painted. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const isFirst = window.assay.keys === undefined
    window.assay.keys = []
    if (!isFirst) return
    document.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        requestAnimationFrame(() => requestAnimationFrame(() => window.assay.keys?.push(performance.now() - timeStamp)))
      },
      { capture: true },
    )
  })
}

async function heard(page: Page): Promise<number[]> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve)))),
  )
  return await page.evaluate(() => window.assay.keys ?? [])
}
