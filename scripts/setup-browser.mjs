// Sees to it that there is a Chromium for the browser tests: takes the one that is there, else the distribution's package where this
// may install it, else the one that Playwright fetches. Says what it does; ends with 1 where there is none in the end.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { requirePinnedNode } from './node-version.mjs'

requirePinnedNode()
const { findChromium } = await import('../e2e/find-chromium.ts')

const ways = [
  { can: isDebianAsRoot, say: 'the package chromium', take: installPackage },
  { can: () => true, say: "Playwright's Chromium", take: fetchBrowser },
]
for (const { can, say, take } of ways) {
  if (findChromium() !== undefined) break
  if (!can()) continue
  process.stdout.write(`No Chromium for the browser tests: installing ${say}.\n`)
  take()
}
if (findChromium() === undefined) {
  process.stderr.write('There is no Chromium for the browser tests. Install one, or name one in CHROMIUM_PATH.\n')
  process.exitCode = 1
}

function isDebianAsRoot() {
  return existsSync('/usr/bin/apt-get') && process.getuid?.() === 0
}

function installPackage() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const { status, stdout, stderr } = spawnSync('apt-get', ['-qq', ...words], { env, encoding: 'utf8' })
    if (status !== 0) process.stderr.write(`${stdout}${stderr}`)
  }
}

function fetchBrowser() {
  spawnSync('node_modules/.bin/playwright', ['install', 'chromium'], { stdio: 'inherit' })
}
