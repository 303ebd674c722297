import { setTimeout as sleep } from 'node:timers/promises'
import { type Commit, relay, type Writes } from '../../processes/storage-relay.ts'

/** SABOTAGE: an outcome is said to stand at once and is committed a while later. The crash harness must notice. */
/** Longer than an engine of the harness lives between two tellings, also where a machine is busy. */
const lateMs = 3000
let late: Writes = []
let isPending = false

relay({
  async group(writes, commit) {
    const rest = writes.filter(({ name }) => name !== 'settleAttempt')
    late = [...late, ...writes.filter(({ name }) => name === 'settleAttempt')]
    if (!isPending && late.length > 0) {
      isPending = true
      void sleep(lateMs).then(() => flush(commit))
    }
    const results = rest.length === 0 ? [] : [...(await commit(rest))]
    return writes.map(({ name }) => (name === 'settleAttempt' ? undefined : results.shift()) ?? { ok: true, value: { seq: 1 } })
  },
  closing: flush,
})

async function flush(commit: Commit): Promise<void> {
  const due = late
  late = []
  isPending = false
  if (due.length > 0) await commit(due)
}
