import { type BrowserContext, chromium } from '@playwright/test'
import { record } from './record.ts'
import { settings } from './settings.ts'

/** A context of this app's own in the Chromium that the tests share: it is gone with this process, however that ends. */
export const browser: Promise<BrowserContext> = join()

async function join(): Promise<BrowserContext> {
  const joined = await chromium.connectOverCDP(settings.chromium)
  const context = await joined.newContext({ viewport: null })
  record('ready')
  return context
}
