import { type Browser, chromium } from '@playwright/test'
import { findChromium } from './find-chromium.ts'

/** The size of the window in which pages are measured. */
export const viewport = { width: 1440, height: 900 }

/** A browser that does nothing beside what is measured. Must be closed. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  return chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  })
}
