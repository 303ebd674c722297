import { systemClock } from '#adapters'
import { hostEngine } from '#hosting'
import { shippedFiles } from '../builders/shipped-engine.ts'
import { RecordingLog } from '../fakes/recording-log.ts'

/** Holds a workspace until it is killed or its standard input ends. */
const { workspace, letInAfterMs = 0 }: { workspace: string; letInAfterMs?: number } = JSON.parse(process.argv[2] ?? '')
const engine = await hostEngine({
  ...{ workspace, files: shippedFiles, clock: systemClock, log: new RecordingLog(), pid: process.pid, letInAfterMs },
  secrets: { has: () => false, read: async () => ({ kind: 'missing' }) },
})
process.stdout.write('{"open":true}\n')
process.stdin.resume().on('end', () => void engine.stop().then(() => process.exit(0)))
