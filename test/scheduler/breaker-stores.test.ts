import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { CallOutcome } from '#engine/ports'
import { breakerRecord } from '../builders/breaker-record.ts'
import { advance, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { serverError } from '../builders/outcomes.ts'
import { FlakyBreakerStore } from '../fakes/flaky-breaker-store.ts'
import { VirtualClock } from '../fakes/virtual-clock.ts'

const startAtMs = 1_795_000_000_000
const providers = [{ key: 'alpha', pools: [{ maxParallel: 1 }] }]
const service = 'model:alpha/one'
const hangs = () => new Promise<CallOutcome>(() => undefined)
const states = (under: EngineUnderTest) => under.rows('select state from circuit_breaker_state where service = ?', service)

/** The model's breaker has just opened for 30 s. */
async function opened() {
  const under = await openEngine({ startAtMs, providers, rule: () => serverError() })
  const run = await under.start(batchOf({ prompts: 20, maxWaitMs: null }))
  await advance(under, 10_000)
  expect(states(under)).toEqual([{ state: 'open' }])
  return { under, run }
}

describe('a start on a workspace whose breaker is open', () => {
  const record = (updatedAtMs: number, halfOpenInMs: number) =>
    breakerRecord({ halfOpenAtMs: startAtMs + halfOpenInMs, updatedAtMs, lastFailureAtMs: startAtMs, lastStateChangeAtMs: startAtMs })

  it.each([
    { store: 'answers', records: [record(startAtMs + 99_000, 25_000)], isReachable: true, callAtMs: 10_000 },
    { store: 'misses', records: [], isReachable: true, callAtMs: 15_000 },
    { store: 'fails', records: [record(startAtMs + 99_000, 25_000)], isReachable: false, callAtMs: 15_000 },
    { store: 'is stale', records: [record(startAtMs - 1, 25_000)], isReachable: true, callAtMs: 15_000 },
  ])('sends one call at its time when the fast store $store', async ({ records, isReachable, callAtMs }) => {
    const { under, run } = await opened()
    const breakerStore = new FlakyBreakerStore(new VirtualClock(), records)
    breakerStore.isReachable = isReachable
    const next = await openEngine({ workspace: under.crashed(), startAtMs: startAtMs + 15_000, providers, breakerStore, rule: hangs })
    await next.client.runs.resume({ run })
    await advance(next, 120_000)
    expect(next.provider.arrivals).toEqual([callAtMs])
  })
})

it('a breaker that cannot be kept is no attempt’s failure: it is said, and kept when it can be', async () => {
  const under = await openEngine({ startAtMs, providers, rule: () => serverError() })
  const other = new BetterSqlite(path.join(under.workspace, 'assay.db'))
  other.exec(`create trigger ill before insert on circuit_breaker_state begin select raise(abort, 'ill'); end`)
  await under.start(batchOf({ prompts: 20 }))
  await advance(under, 10_000)
  expect(under.rows('select state, count(*) as attempts from attempt group by state')).toEqual([{ state: 'failed', attempts: 5 }])
  expect(states(under)).toEqual([])
  expect(under.log.lines.some(({ fields }) => fields['area'] === 'breakers' && fields['step'] === 'keep')).toBe(true)
  other.exec('drop trigger ill')
  other.close()
  await advance(under, 2000)
  expect(states(under)).toEqual([{ state: 'open' }])
})
