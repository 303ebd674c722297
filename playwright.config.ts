import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'
import { findChromium } from './e2e/find-chromium.ts'

const executablePath = findChromium()
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--disable-gpu',
]
const hasElectron = existsSync('node_modules/electron/path.txt')

/** `browser`: the console as the loopback shell serves it; `double`: the built desktop shell over a double of Electron; `electron`: over Electron itself, where it is. */
export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: 'out/e2e',
  // Long enough for a machine that is busy with other things.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  workers: 2,
  forbidOnly: true,
  reporter: [['line'], ['json', { outputFile: 'out/e2e.json' }]],
  use: { screenshot: 'only-on-failure', launchOptions: { ...(executablePath !== undefined && { executablePath }), args: quiet } },
  projects: [
    { name: 'browser', metadata: { shell: 'browser' }, testIgnore: '**/desktop-*.spec.ts' },
    { name: 'double', metadata: { shell: 'double' }, testMatch: '**/desktop-*.spec.ts', use: { screenshot: 'off' } },
    ...(hasElectron ? [{ name: 'electron', metadata: { shell: 'electron' }, testMatch: '**/electron-*.spec.ts' }] : []),
  ],
})
