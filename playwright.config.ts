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

/** Electron's binary is fetched at its first use; on Linux its window needs a display, and does not run as root. */
const hasBinary = existsSync('node_modules/electron/path.txt')
const hasDisplay =
  process.platform !== 'linux' || (process.getuid?.() !== 0 && Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']))

/** Specs of the double, of a server that is killed, and of what axe and pictures need a browser for. */
const notInWindow = ['desktop-*', 'connection', 'run-crash', 'accessibility', 'screenshots'].map((name) => `**/${name}.spec.ts`)

/**
 * `browser`: the console as the loopback shell serves it; `double`: the built desktop shell over a double of Electron;
 * `electron`: the browser's specs in Electron's own window, where that can be.
 */
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
    { name: 'browser', testIgnore: '**/desktop-*.spec.ts' },
    { name: 'double', testMatch: '**/desktop-*.spec.ts', use: { screenshot: 'off' } },
    ...(hasBinary && hasDisplay ? [{ name: 'electron', testIgnore: notInWindow }] : []),
  ],
})
