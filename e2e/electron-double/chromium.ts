import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type BrowserContext, chromium } from '@playwright/test'
import { record } from './record.ts'
import { settings } from './settings.ts'

const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--disable-gpu',
]

/** Electron tells a page when the other end of its port was closed; Chromium does so only when asked to. https://www.electronjs.org/docs/latest/tutorial/message-ports#extension-close-event */
const asElectron = ['--enable-blink-features=MessagePortCloseEvent']

/** The one Chromium behind all windows, with a profile of its own. The test joins it where `ready` says. */
export const browser: Promise<BrowserContext> = launch()

async function launch(): Promise<BrowserContext> {
  const profile = path.join(settings.home, 'chromium')
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    headless: true,
    args: ['--remote-debugging-port=0', ...asElectron, ...quiet],
    viewport: null,
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
  })
  const [port = ''] = readFileSync(path.join(profile, 'DevToolsActivePort'), 'utf8').split('\n')
  record('ready', { devtools: `http://127.0.0.1:${port}` })
  return context
}
