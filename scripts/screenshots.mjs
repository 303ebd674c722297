// Takes the pictures of the README anew: every page of the console on the sample batches, of which the best are kept in docs/screenshots.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import { buildIfOutdated } from './build-if-outdated.mjs'
import { requirePinnedNode } from './node-version.mjs'

requirePinnedNode()
buildIfOutdated()

const from = 'e2e/results'
const to = 'docs/screenshots'
/** By the names that the specs give them. */
const best = ['run-overview-light-1440', 'run-probes-dark-1440', 'run-transcript-light-1440', 'new-run-light-1440', 'runs-dark-1440']

const { status } = spawnSync('node_modules/.bin/playwright', ['test', '--project=browser', 'every-page', 'run-pictures'], {
  stdio: 'inherit',
})
if (status === 0) {
  mkdirSync(to, { recursive: true })
  for (const name of best) copyFileSync(`${from}/${name}.png`, `${to}/${name}.png`)
  process.stdout.write(`${best.length} pictures are in ${to}.\n`)
}
process.exitCode = status ?? 1
