import { describe, expect, it } from 'vitest'
import { MemoryBreakerStore } from '#adapters'
import { breakerRecord } from '../builders/breaker-record.ts'
import { FlakyBreakerStore } from '../fakes/flaky-breaker-store.ts'
import { VirtualClock } from '../fakes/virtual-clock.ts'

const record = breakerRecord()

describe.each([
  { name: 'MemoryBreakerStore', open: (clock: VirtualClock) => new MemoryBreakerStore(clock) },
  { name: 'FlakyBreakerStore', open: (clock: VirtualClock) => new FlakyBreakerStore(clock) },
])('$name', ({ open }) => {
  it('knows nothing of a service it was not told of', async () => {
    const store = open(new VirtualClock())
    await store.set(record.service, record, 1000)
    expect(await store.get('model:alpha/two')).toBeUndefined()
  })

  it('keeps what it was told for as long as it was told', async () => {
    const clock = new VirtualClock()
    const store = open(clock)
    await store.set(record.service, record, 1000)
    await clock.advance(999)
    expect(await store.get(record.service)).toEqual(record)
    await clock.advance(1)
    expect(await store.get(record.service)).toBeUndefined()
  })

  it('keeps the last of several, and counts its time anew', async () => {
    const clock = new VirtualClock()
    const store = open(clock)
    await store.set(record.service, record, 1000)
    await clock.advance(900)
    const later = breakerRecord({ state: 'closed', updatedAtMs: 9 })
    await store.set(record.service, later, 1000)
    await clock.advance(900)
    expect(await store.get(record.service)).toEqual(later)
  })

  it('is not confused by a wall clock that moves', async () => {
    const clock = new VirtualClock(1_000_000)
    const store = open(clock)
    await store.set(record.service, record, 1000)
    clock.shiftWall(500_000)
    expect(await store.get(record.service)).toEqual(record)
  })
})

it('FlakyBreakerStore rejects while it is out of reach', async () => {
  const store = new FlakyBreakerStore(new VirtualClock(), [record])
  store.isReachable = false
  await expect(store.get(record.service)).rejects.toThrow('out of reach')
  await expect(store.set(record.service, record, 1000)).rejects.toThrow('out of reach')
  store.isReachable = true
  expect(await store.get(record.service)).toEqual(record)
})
