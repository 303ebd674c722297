import { say } from '../../processes/say.ts'
import { relay } from '../../processes/storage-relay.ts'
import { type KillPoint, killPointVariable } from '../order.ts'

const point = JSON.parse(process.env[killPointVariable] ?? 'null') as KillPoint | null
let left = point?.nth ?? 0

/** Ends the whole process, as the system would, at the named point. */
relay({
  async group(writes, commit) {
    const isHit = point !== null && writes.some(({ name }) => name === point.write) && --left === 0
    if (isHit && point.when === 'asked') die(point)
    const results = await commit(writes)
    if (isHit) die(point)
    return results
  },
})

function die(reached: KillPoint): void {
  say({ reached })
  process.kill(process.pid, 'SIGKILL')
}
