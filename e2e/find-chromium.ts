import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The browser that tests drive: the one `CHROMIUM_PATH` names, else one of the system's, else the one that Playwright fetched. Undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH']
  if (named) return named
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  const ofSystem = names.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return [...ofSystem, chromium.executablePath()].find((file) => existsSync(file))
}
