// The console in a real Chromium, and the built window over a double of Electron. Builds what is outdated and sees to a browser; flags go on to Playwright.
import { spawnSync } from 'node:child_process'
import { buildIfOutdated } from './build-if-outdated.mjs'
import { requirePinnedNode } from './node-version.mjs'

requirePinnedNode()
buildIfOutdated()
const run = (command, args) => spawnSync(command, args, { stdio: 'inherit' }).status ?? 1
process.exitCode =
  run(process.execPath, ['scripts/setup-browser.mjs']) || run('node_modules/.bin/playwright', ['test', ...process.argv.slice(2)])
