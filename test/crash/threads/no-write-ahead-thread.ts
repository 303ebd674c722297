import type { SettleAttempt, StartAttempt } from '#engine/storage'
import type { Settled, WriteRequest } from '../../../src/main/engine/storage/thread-protocol.ts'
import { type Commit, relay } from '../../processes/storage-relay.ts'

/** SABOTAGE: an attempt is said to be written ahead, and is written when its outcome is. The crash harness must notice. */
const unwritten = new Map<number, StartAttempt>()
let lastMadeUp = 0

relay({
  async group(writes, commit) {
    const results: Settled[] = []
    for (const write of writes) results.push(await one(write, commit))
    return results
  },
})

async function one(write: WriteRequest, commit: Commit): Promise<Settled> {
  if (write.name === 'startAttempt') {
    lastMadeUp -= 1
    unwritten.set(lastMadeUp, write.input as StartAttempt)
    return { ok: true, value: { attemptId: lastMadeUp } }
  }
  if (write.name !== 'settleAttempt') return await only(write, commit)
  const settle = write.input as SettleAttempt
  const start = unwritten.get(settle.attemptId)
  unwritten.delete(settle.attemptId)
  const started = await only({ name: 'startAttempt', input: start }, commit)
  if (!started.ok) return started
  return await only({ name: 'settleAttempt', input: { ...settle, attemptId: (started.value as { attemptId: number }).attemptId } }, commit)
}

async function only(write: WriteRequest, commit: Commit): Promise<Settled> {
  const [result] = await commit([write])
  return result ?? { ok: false, error: { message: 'no answer' } }
}
