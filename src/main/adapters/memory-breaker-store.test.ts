import { expect, it } from 'vitest'
import type { BreakerRecord } from '#engine/ports'
import { VirtualClock } from '../../../test/fakes/virtual-clock.ts'
import { MemoryBreakerStore } from './memory-breaker-store.ts'

const record: BreakerRecord = {
  service: 'model:alpha/one',
  state: 'open',
  failures: 0,
  successes: 0,
  lastFailureAtMs: 5,
  lastStateChangeAtMs: 5,
  halfOpenAtMs: 30_005,
  openCount: 1,
  totalFailures: 5,
  totalSuccesses: 0,
  reason: 'SERVER_ERROR: it is',
  hold: null,
  holdReason: null,
  holdBy: null,
  updatedAtMs: 5,
}

it('knows what it was told for as long as it was told, and nothing else', async () => {
  const clock = new VirtualClock()
  const store = new MemoryBreakerStore(clock)
  await store.set(record.service, record, 1000)
  expect(await store.get('model:alpha/two')).toBeUndefined()
  await clock.advance(999)
  expect(await store.get(record.service)).toEqual(record)
  await clock.advance(1)
  expect(await store.get(record.service)).toBeUndefined()
})
