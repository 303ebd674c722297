import { setTimeout as sleep } from 'node:timers/promises'
import { relay } from '../../test/processes/storage-relay.ts'

/** A disk on which every commit takes 50 ms longer. */
const commitMs = 50

relay({
  async group(writes, commit) {
    await sleep(commitMs)
    return await commit(writes)
  },
})
