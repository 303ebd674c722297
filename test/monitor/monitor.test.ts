import { describe, expect, it } from 'vitest'
import { ProviderKey } from '#contract/ids'
import type { MonitorState } from '#contract/monitor'
import type { CallOutcome } from '#engine/ports'
import { advance, advanceToRest, batchOf, type EngineFacts, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed, serverError, tooFast } from '../builders/outcomes.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

/** What a call of ten tokens in and twenty out costs by the seed catalog's price. */
const callNanoUsd = 50_000
const startAtMs = Date.UTC(2026, 10, 21, 10, 0)
const secondEach: Rule = async (_, clock) => {
  await clock.sleep(1000)
  return answered()
}

/** What is told from now on; `end` it. */
function watching(under: EngineUnderTest, provider?: ProviderKey) {
  const stop = new AbortController()
  const told: (MonitorState & { readonly toldAtMs: number })[] = []
  const reading = (async () => {
    for await (const state of await under.client.monitor.watch({ provider }, { signal: stop.signal }))
      told.push({ ...state, toldAtMs: under.clock.monotonicMs() })
  })()
  reading.catch(() => undefined)
  return { told, now: () => told.at(-1) as MonitorState, end: () => stop.abort() }
}

async function open(facts: EngineFacts = {}) {
  return await openEngine({ startAtMs, rule: secondEach, ...facts })
}

describe('the monitor', () => {
  it('counts calls, their cost and their latencies by the minute, as they settle', async () => {
    const under = await open()
    const seen = watching(under)
    await under.start(batchOf({ prompts: 90 }))
    await advance(under, 75_500)
    const { minutes, inFlight, waiting, latency } = seen.now()
    expect(minutes).toHaveLength(60)
    expect(minutes.slice(-2)).toEqual([
      { atMs: startAtMs, started: 60, answered: 59, failed: 0, nanoUsd: 59 * callNanoUsd, upperNanoUsd: 0 },
      { atMs: startAtMs + 60_000, started: 16, answered: 16, failed: 0, nanoUsd: 16 * callNanoUsd, upperNanoUsd: 0 },
    ])
    expect([inFlight, waiting, latency.calls]).toEqual([1, 14, 75])
    expect(latency.bins).toHaveLength(1)
    expect(Math.abs(Number(latency.p50Ms) - 1000)).toBeLessThan(20)
    expect(latency.p95Ms).toBe(latency.p50Ms)
    seen.end()
  })

  it('tells of the last five whole minutes how many calls leave, what share is answered and what an hour costs', async () => {
    const half: Rule = async ({ index }, clock) => {
      await clock.sleep(10_000)
      return index % 4 === 3 ? failed('BAD_REQUEST') : answered()
    }
    const under = await open({ rule: half })
    const seen = watching(under)
    expect(await firstOf(under)).toMatchObject({ callsPerMinute: 0, successRate: null, burnPerHourNanoUsd: null })
    await under.start(batchOf({ prompts: 100 }))
    await advance(under, 7.5 * 60_000)
    expect(seen.now()).toMatchObject({
      callsPerMinute: 6,
      successRate: expect.closeTo(0.75, 1),
      burnPerHourNanoUsd: expect.closeTo(4.5 * 60 * callNanoUsd, -6),
    })
    seen.end()
  })

  it('tells errors of the last 15 minutes by code, with whom they came from', async () => {
    const under = await open({
      providers: [{ key: 'alpha' }, { key: 'beta' }],
      rule: () => failed('BAD_REQUEST'),
    })
    const seen = watching(under)
    await under.start(batchOf({ prompts: 3, models: ['alpha/one', 'beta/one'] }))
    await advance(under, 2000)
    expect(seen.now().errors).toEqual([{ code: 'BAD_REQUEST', calls: 6, services: ['alpha/one', 'beta/one'] }])
    await advance(under, 16 * 60_000)
    expect(seen.now().errors).toEqual([])
    seen.end()
  })

  it('tells of one provider alone when asked to, and NOT_FOUND of none', async () => {
    const under = await open({ providers: [{ key: 'alpha' }, { key: 'beta' }] })
    const [all, beta] = [watching(under), watching(under, ProviderKey.parse('beta'))]
    await under.start(batchOf({ prompts: 5, models: ['alpha/one', 'beta/one'] }))
    await advance(under, 6000)
    expect([all.now(), beta.now()].map(({ minutes, pools }) => [minutes.at(-1)?.answered, pools.length])).toEqual([
      [10, 2],
      [5, 1],
    ])
    await expect(watchOnce(under, ProviderKey.parse('gamma'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    all.end()
    beta.end()
  })

  it('tells pauses of pools, and breakers that are not closed', async () => {
    const under = await open({ providers: [{ key: 'alpha' }, { key: 'beta', models: [{ wireId: 'ill' }] }], rule: limited })
    const seen = watching(under)
    await under.start(batchOf({ prompts: 9, models: ['alpha/one', 'beta/ill'] }))
    await advance(under, 60_000)
    expect(seen.now().pools).toMatchObject([
      { provider: 'alpha', pool: 'default', parkedUntilMs: expect.any(Number), cause: 'parked' },
      { provider: 'beta', parkedUntilMs: null },
    ])
    expect(seen.now().breakers).toMatchObject([{ service: 'model:beta/ill', state: expect.stringMatching(/open/) }])
    seen.end()
  })

  it('tells at most twice a second, and nothing while nothing changes but the minute', async () => {
    const under = await open()
    const seen = watching(under)
    const run = await under.start(batchOf({ prompts: 20 }))
    await advance(under, 10_000)
    expect(seen.told.length).toBeLessThanOrEqual(22)
    await advanceToRest(under, run)
    await advance(under, 5 * 60_000)
    const gaps = seen.told.slice(-4).map(({ toldAtMs }) => toldAtMs % 60_000)
    expect(gaps).toEqual([0, 0, 0, 0])
    expect(seen.told.map(({ seq }) => seq)).toEqual(seen.told.map((_, index) => index + 1))
    seen.end()
  })

  it('gives ten who watch the very same states', async () => {
    const under = await open()
    const seen = Array.from({ length: 10 }, () => watching(under))
    await under.start(batchOf({ prompts: 3 }))
    await advance(under, 10_000)
    expect(new Set(seen.map(({ told }) => JSON.stringify(told))).size).toBe(1)
    for (const { end } of seen) end()
  })

  it('ends with its reader, and leaves no timer behind', async () => {
    const under = await open()
    const seen = watching(under)
    await advance(under, 1000)
    expect(under.clock.sleeping).toBe(1)
    seen.end()
    await under.settled()
    expect(under.clock.sleeping).toBe(0)
  })

  it('knows after a restart what the last hour was', async () => {
    const workspace = temporaryFolder()
    const before = await open({ workspace, rule: someFail })
    const run = await before.start(batchOf({ prompts: 40 }))
    await advanceToRest(before, run)
    const told = watching(before)
    await advance(before, 60_000)
    const { minutes, latency, errors } = told.now()
    told.end()
    await before.stop()
    const after = await open({ workspace, startAtMs: before.clock.nowMs() })
    await after.settled()
    expect(await firstOf(after)).toMatchObject({ minutes, latency, errors })
    await after.start(batchOf({ prompts: 1 }))
    await advance(after, 2000)
    expect((await firstOf(after)).minutes.reduce((sum, minute) => sum + minute.answered, 0)).toBe(31)
  })
})

const limited: Rule = ({ call }): CallOutcome => (call.wireId === 'one' ? tooFast() : serverError())

const someFail: Rule = async ({ index }, clock) => {
  await clock.sleep(2000)
  return index % 4 === 3 ? failed('BAD_REQUEST') : answered()
}

async function firstOf(under: EngineUnderTest): Promise<MonitorState> {
  return await watchOnce(under, undefined)
}

async function watchOnce(under: EngineUnderTest, provider: ProviderKey | undefined): Promise<MonitorState> {
  const states = await under.client.monitor.watch({ provider })
  const { value } = await states.next()
  await states.return?.()
  return value as MonitorState
}
