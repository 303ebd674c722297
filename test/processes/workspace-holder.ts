import { createInterface } from 'node:readline'
import { findAppFiles, systemClock } from '#adapters'
import type { Log } from '#engine/ports'
import { hostEngine } from '#hosting'
import { LoopWatch } from './loop-watch.ts'
import { readOrder, say } from './say.ts'

/**
 * Holds a workspace and lets others in, as a window does. Says `pid` when they may come. A line begins to watch the event loop, the next one ends that and has
 * `loop` said. Ends with its standard input.
 */
const { workspace } = readOrder<{ readonly workspace: string }>()
const quiet: Log = { debug() {}, info() {}, warn() {}, error() {}, registerSecret() {} }
const files = findAppFiles(new URL('../../src/main/adapters/app-files.ts', import.meta.url).href)
const secrets = { has: () => false, read: async () => ({ kind: 'missing' }) as const }
const engine = await hostEngine({ workspace, files, clock: systemClock, log: quiet, secrets, pid: process.pid, letInAfterMs: 0 })
say({ pid: process.pid, version: files.version })
let watch: LoopWatch | undefined
const words = createInterface({ input: process.stdin })
words.on('line', () => {
  if (watch === undefined) watch = new LoopWatch()
  else {
    say({ loop: watch.stop() })
    watch = undefined
  }
})
words.on('close', () => void engine.stop({ abort: true }).then(() => process.exit(0)))
