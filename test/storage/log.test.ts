import { describe, expect, it } from 'vitest'
import { walBytes } from '../../src/main/engine/storage/sqlite/wal-checkpoint.ts'
import { incompressible } from '../builders/incompressible.ts'
import { settleInput, startInput } from '../builders/ledger.ts'
import { onDisk, openStorage, planRun } from '../builders/storage.ts'

describe('the log', { timeout: 60_000 }, () => {
  it('stays short while writes and reads go on', async () => {
    const { storage, file } = await openStorage()
    await planRun(storage, 250)
    let longest = 0
    let reads = 0
    const probes = Array.from({ length: 250 }, (_, index) => index + 1)
    const isBusy = { now: true }
    const reading = (async () => {
      while (isBusy.now) {
        await storage.read('listCalls', { limit: 500 })
        reads += 1
      }
    })()
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let probeId = probes.pop(); probeId !== undefined; probeId = probes.pop()) {
          const { attemptId } = await storage.write('startAttempt', startInput(`a${probeId}`, probeId))
          await storage.keep('settleAttempt', settleInput(attemptId, probeId, incompressible(160_000, probeId)))
          longest = Math.max(longest, walBytes(file))
        }
      }),
    )
    isBusy.now = false
    await reading

    expect(onDisk(file, 'select count(*) as bodies, sum(bytes) as bytes from body')).toEqual([{ bodies: 250, bytes: 40_000_000 }])
    expect(reads).toBeGreaterThan(5)
    expect(longest / 1024 / 1024).toBeLessThan(36)
  })
})
