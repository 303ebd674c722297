import { beforeEach, describe, expect, it } from 'vitest'
import type { BreakerRecord } from '#engine/ports'
import { breakerPolicy } from '#engine/resilience'
import { breakerRecord } from '../../../../test/builders/breaker-record.ts'
import { failed, serverError } from '../../../../test/builders/outcomes.ts'
import { FlakyBreakerStore } from '../../../../test/fakes/flaky-breaker-store.ts'
import { RecordingLog } from '../../../../test/fakes/recording-log.ts'
import { VirtualClock } from '../../../../test/fakes/virtual-clock.ts'
import { BreakerKeeper, type BreakerRows } from './breaker-keeper.ts'
import { Breakers } from './breakers.ts'

const services = { provider: 'provider:alpha', model: 'model:alpha/one' }

/** The database as a keeper sees it. */
class Database {
  isWell = true
  readonly rows: BreakerRecord[] = []
  readonly writes: (readonly BreakerRecord[])[] = []

  readonly storage: BreakerRows = {
    read: async () => {
      if (!this.isWell) throw new Error('the database is ill')
      return this.rows
    },
    write: async (_name, { records }) => {
      this.writes.push(records)
      if (!this.isWell) throw new Error('the database is ill')
    },
  }
}

let clock: VirtualClock
let log: RecordingLog
let database: Database
let store: FlakyBreakerStore
let breakers: Breakers
let keeper: BreakerKeeper
const now = () => ({ epochMs: clock.nowMs(), monotonicMs: clock.monotonicMs() })
const call = (outcome = serverError(), caller = 1) => breakers.settle(services, breakers.enter(services), caller, outcome, now())
const open = (storeHolds: readonly BreakerRecord[] = []) => {
  store = new FlakyBreakerStore(clock, storeHolds)
  breakers = new Breakers({ policy: () => breakerPolicy, onTransition: () => undefined })
  keeper = new BreakerKeeper(breakers, { storage: database.storage, store, clock, log })
}
const told = () =>
  log.lines.map(({ level, fields }) => [level, fields['service'] ?? 'all', fields['from'] ?? fields['step'], fields['why']])

beforeEach(() => {
  clock = new VirtualClock(0)
  log = new RecordingLog()
  database = new Database()
  open()
})

describe('at a start', () => {
  it('the fast store is believed that knows something as new as the database', async () => {
    database.rows.push(breakerRecord({ openCount: 1 }))
    open([breakerRecord({ openCount: 2 })])
    await keeper.restore([services.model])
    expect(breakers.record(services.model, now())).toMatchObject({ state: 'open', openCount: 2 })
    expect(told()).toEqual([['info', services.model, 'fast store', undefined]])
    expect(breakers.takeDirty(now())).toEqual([])
  })

  it.each([
    ['newer than the database', [breakerRecord({ updatedAtMs: 4 })]],
    ['all that there is', []],
  ])('what the fast store knows is written to the database when it is %s', async (_what, rows) => {
    database.rows.push(...rows)
    open([breakerRecord()])
    await keeper.restore([services.model])
    expect(breakers.takeDirty(now()).map(({ service }) => service)).toEqual([services.model])
  })

  it('the database is asked on a miss, and fills the fast store', async () => {
    database.rows.push(breakerRecord())
    await keeper.restore([services.model])
    expect(breakers.record(services.model, now())).toMatchObject({ state: 'open' })
    expect(told()).toEqual([['info', services.model, 'database', 'miss']])
    expect(await store.get(services.model)).toEqual(breakerRecord())
  })

  it('the database is asked when the fast store is older, and fills it', async () => {
    database.rows.push(breakerRecord({ openCount: 3 }))
    open([breakerRecord({ updatedAtMs: 4, state: 'closed' })])
    await keeper.restore([services.model])
    expect(breakers.record(services.model, now())).toMatchObject({ state: 'open', openCount: 3 })
    expect(told()).toEqual([['info', services.model, 'database', 'stale']])
    expect(await store.get(services.model)).toMatchObject({ openCount: 3 })
  })

  it('the database is asked when the fast store fails, which is filled when it can be reached', async () => {
    database.rows.push(breakerRecord())
    store.isReachable = false
    await keeper.restore([])
    expect(breakers.record(services.model, now())).toMatchObject({ state: 'open' })
    expect(told()[0]).toEqual(['info', services.model, 'database', 'error: Error: the store is out of reach'])
    store.isReachable = true
    await clock.advance(1000)
    expect(await store.get(services.model)).toEqual(breakerRecord())
  })

  it('all begin closed where neither tells, and it is said', async () => {
    database.isWell = false
    store.isReachable = false
    await keeper.restore([services.model])
    expect(breakers.ask(services, now())).toBeUndefined()
    expect(told()).toEqual([
      ['error', 'all', 'restore', undefined],
      ['warn', services.model, 'nothing', 'error: Error: the store is out of reach'],
    ])
  })

  it('nothing is said of a service that was never heard of', async () => {
    await keeper.restore([services.model])
    expect(told()).toEqual([])
  })
})

describe('with an outcome', () => {
  it('counts go once per commit, a failure at once', () => {
    call(failed('BAD_REQUEST'))
    const first = keeper.withOutcome(now())
    expect(first).toHaveLength(1)
    call(failed('BAD_REQUEST'))
    expect(keeper.withOutcome(now())).toEqual([])
    call()
    expect(keeper.withOutcome(now())).toHaveLength(2)
    keeper.landed(first, true)
    call(failed('BAD_REQUEST'))
    expect(keeper.withOutcome(now())).toMatchObject([{ service: services.provider, totalSuccesses: 4 }])
  })

  it('a change of state reaches both stores', async () => {
    for (let caller = 0; caller < 5; caller++) call(serverError(), caller)
    const records = keeper.withOutcome(now())
    await clock.advance(0)
    for (const record of records) expect(await store.get(record.service)).toEqual(record)
    expect(records).toContainEqual(expect.objectContaining({ service: services.model, state: 'open' }))
  })

  it('what was not kept is said and goes with the next', () => {
    call()
    keeper.landed(keeper.withOutcome(now()), false)
    expect(told()).toEqual([['error', 'all', 'keep', undefined]])
    expect(keeper.withOutcome(now())).toHaveLength(2)
  })
})

describe('by itself', () => {
  it('what was counted since is written once', async () => {
    call()
    await keeper.flush()
    await keeper.flush()
    expect(database.writes).toHaveLength(1)
  })

  it('a failed write is said and repeated every second until it holds', async () => {
    database.isWell = false
    call()
    await keeper.flush()
    await clock.advance(2000)
    expect(database.writes).toHaveLength(3)
    database.isWell = true
    await clock.advance(10_000)
    expect(database.writes).toHaveLength(4)
    expect(database.writes.at(-1)).toEqual(database.writes[0]?.map((record) => ({ ...record, updatedAtMs: 3000 })))
    expect(told().filter(([level]) => level === 'error')).toHaveLength(3)
  })

  it('the fast store is told again every second, of the latest alone', async () => {
    store.isReachable = false
    call()
    keeper.withOutcome(now())
    await clock.advance(500)
    call(serverError(), 2)
    keeper.withOutcome(now())
    store.isReachable = true
    await clock.advance(1000)
    expect(await store.get(services.model)).toMatchObject({ totalFailures: 2 })
    expect(told()).toEqual([['warn', 'all', 'mirror', undefined]])
  })

  it('nothing is tried again after its end', async () => {
    database.isWell = false
    store.isReachable = false
    call()
    await keeper.flush()
    keeper.stop()
    await clock.advance(10_000)
    expect([database.writes.length, clock.sleeping]).toEqual([1, 0])
  })
})
