import { describe, expect, it } from 'vitest'
import type { RunId } from '#contract/ids'
import type { PoolLimits } from '#contract/pools'
import type { CallOutcome } from '#engine/ports'
import { advance, advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed, serverError, tooFast } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'

const startAtMs = 1_795_000_000_000

/** What a crash now leaves, taken up `afterMs` later by another engine, and its runs gone on with. */
async function restart(under: EngineUnderTest, run: RunId, facts: { readonly rule?: Rule; readonly afterMs?: number } = {}) {
  const { rule = under.provider.rule, afterMs = 0 } = facts
  const next = await openEngine({ workspace: under.crashed(), startAtMs: under.clock.nowMs() + afterMs, rule, random: new SeededRandom(2) })
  expect(await next.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'crash' })
  await next.client.runs.resume({ run })
  await next.settled()
  return next
}

/** Seconds since the first engine began, of every arrival at either. */
function secondsOf(...engines: readonly EngineUnderTest[]): number[] {
  return engines.flatMap(({ provider }) => provider.requests.map(({ atEpochMs }) => (atEpochMs - startAtMs) / 1000))
}

const open = (rule: Rule, limits: Partial<PoolLimits> = {}) =>
  openEngine({ startAtMs, rule, providers: [{ key: 'alpha', pools: [limits] }] })

const hangs = () => new Promise<CallOutcome>(() => undefined)

describe('after a crash', () => {
  it.each([100, 179])('at %d s, a parked pool opens when it would have, at the step it was', async (crashSeconds) => {
    const first = await open(() => tooFast())
    const run = await first.start(batchOf())
    await advance(first, crashSeconds * 1000)
    const next = await restart(first, run, { afterMs: 500 })
    await advance(next, 400_000)
    expect(secondsOf(first, next)).toEqual([0, 30, 90, 180, 300])
    expect(next.rows('select code, counted_refusals from probe')).toEqual([{ code: 'RATE_LIMITED', counted_refusals: 4 }])
  })

  it('in the opening after a pause, one call goes first again', async () => {
    const first = await open(
      async ({ index }, clock) => {
        if (index < 3) return tooFast()
        await clock.sleep(1000)
        return answered()
      },
      { maxParallel: 8 },
    )
    const run = await first.start(batchOf({ prompts: 50 }))
    await advance(first, 34_500)
    expect(first.provider.inFlight).toBe(8)
    const next = await restart(first, run, { rule: hangs })
    expect(next.provider.inFlight).toBe(8)
    const early = await open(
      async ({ index }, clock) => {
        if (index < 3) return tooFast()
        await clock.sleep(1000)
        return answered()
      },
      { maxParallel: 8 },
    )
    const other = await early.start(batchOf({ prompts: 50 }))
    await advance(early, 32_500)
    expect((await restart(early, other, { rule: hangs })).provider.inFlight).toBe(1)
  })

  it('a stopped provider stays stopped, and its run waits for a person', async () => {
    const first = await open(() => failed('AUTH', { httpStatus: 401 }))
    const run = await first.start(batchOf({ prompts: 3 }))
    expect(await first.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'decision' })
    const next = await openEngine({ workspace: first.crashed(), startAtMs: first.clock.nowMs(), rule: () => answered() })
    await next.client.runs.resume({ run })
    await next.settled()
    expect(next.provider.requests).toEqual([])
    expect(await next.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'decision' })
    expect((await next.client.providers.list({ limit: 1 })).items).toMatchObject([{ stopped: 'AUTH' }])
  })

  it('in the middle of a minute, requests leave no earlier than without it', async () => {
    const first = await open(() => answered(), { maxParallel: 20, requestsPerMinute: 6, burst: 3 })
    const run = await first.start(batchOf({ prompts: 20 }))
    await advance(first, 25_000)
    const next = await restart(first, run, { afterMs: 1000 })
    await advance(next, 120_000)
    const undisturbed = await open(() => answered(), { maxParallel: 20, requestsPerMinute: 6, burst: 3 })
    await undisturbed.start(batchOf({ prompts: 20 }))
    await advance(undisturbed, 146_000)
    expect(secondsOf(first, next)).toEqual(secondsOf(undisturbed))
  })

  it('tokens of the minute before are remembered', async () => {
    const first = await open(() => answered(), { maxParallel: 1, tokensPerMinute: 600 })
    const run = await first.start(batchOf({ prompts: 30 }))
    await advance(first, 10_000)
    const next = await restart(first, run)
    await advance(next, 50_000)
    expect(first.provider.requests.length).toBeGreaterThan(15)
    expect(first.provider.requests.length + next.provider.requests.length).toBeLessThanOrEqual(20)
    await advance(next, 2000)
    expect(first.provider.requests.length + next.provider.requests.length).toBeGreaterThan(20)
  })

  it('a model is known by its answers: what its next call may take is not assumed anew', async () => {
    const first = await open(({ index }) => (index < 3 ? answered() : hangs()), { tokensPerMinute: 10_000 })
    const run = await first.start(batchOf({ prompts: 30 }))
    const next = await restart(first, run)
    expect(next.rows('select reserved_output_tokens as tokens, count(*) as n from attempt group by 1')).toEqual([
      { tokens: 20, n: 7 },
      { tokens: 300, n: 1 },
    ])
  })

  it('the day goes on with what it has used', async () => {
    const first = await open(({ index }) => (index < 2 ? answered() : hangs()), { maxParallel: 1, requestsPerDay: 5 })
    const run = await first.start(batchOf({ prompts: 20 }))
    expect(first.provider.requests).toHaveLength(3)
    const next = await restart(first, run, { rule: () => answered() })
    await advance(next, 3_600_000)
    expect(next.provider.requests).toHaveLength(2)
  })

  it('a retry leaves at the instant it was told', async () => {
    const first = await open(({ index }) => (index === 0 ? serverError() : answered()))
    const run = await first.start(batchOf())
    const untilMs = first.value<number>('select wait_until_ms from probe')
    expect(untilMs).toBeGreaterThan(startAtMs)
    const next = await restart(first, run, { rule: () => answered() })
    expect(next.provider.requests).toHaveLength(0)
    await advanceToRest(next, run)
    expect(next.provider.requests.map(({ atEpochMs }) => atEpochMs)).toEqual([untilMs])
    expect(next.rows('select number, kind from attempt')).toEqual([
      { number: 1, kind: 'first' },
      { number: 2, kind: 'retry' },
    ])
  })
})

describe('what was in flight when an engine died', () => {
  async function died() {
    const first = await open(({ index }) => (index === 1 ? hangs() : answered()), { maxParallel: 2 })
    const run = await first.start(batchOf({ prompts: 4 }))
    const next = await openEngine({ workspace: first.crashed(), startAtMs: first.clock.nowMs() + 1000 })
    return { run, next }
  }

  it('may have been billed up to its reservation, and its probe waits for a person', async () => {
    const { run, next } = await died()
    expect(
      next.rows(`select code, cost_state, cost_nanousd, cost_upper_nanousd > 0 as bounded from attempt where state = 'interrupted'`),
    ).toEqual([{ code: 'INTERRUPTED', cost_state: 'maybe_billed', cost_nanousd: null, bounded: 1 }])
    const { counts, cost } = await next.summary(run)
    expect(counts).toMatchObject({ succeeded: 3, interrupted: 1 })
    expect(cost.upperNanoUsd).toBe(next.value(`select cost_upper_nanousd from attempt where state = 'interrupted'`))
  })

  it('is held by a plain resume, which ends asking for a decision', async () => {
    const { run, next } = await died()
    await next.client.runs.resume({ run })
    await next.settled()
    expect(next.provider.requests).toHaveLength(0)
    expect(await next.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'decision', counts: { interrupted: 1 } })
  })

  it('is sent again on a person’s word', async () => {
    const { run, next } = await died()
    await next.client.runs.resume({ run, interrupted: 'resend' })
    await next.settled()
    expect(next.provider.requests).toHaveLength(1)
    expect(await next.summary(run)).toMatchObject({ status: 'finished', counts: { succeeded: 4, attempts: 5 } })
  })

  it('is failed on a person’s word', async () => {
    const { run, next } = await died()
    await next.client.runs.resume({ run, interrupted: 'fail' })
    await next.settled()
    expect(next.provider.requests).toHaveLength(0)
    expect(await next.summary(run)).toMatchObject({ status: 'finished', counts: { succeeded: 3, failed: 1 } })
    expect(next.value(`select code from probe where status = 'failed'`)).toBe('INTERRUPTED')
  })

  it('stays cancelled where the run was being cancelled', async () => {
    const first = await open(hangs, { maxParallel: 2 })
    const run = await first.start(batchOf({ prompts: 4 }))
    const cancelled = first.client.runs.cancel({ run })
    await first.settled()
    const next = await openEngine({ workspace: first.crashed(), startAtMs: first.clock.nowMs() })
    expect(await next.summary(run)).toMatchObject({ status: 'cancelled', counts: { interrupted: 2, cancelled: 2 } })
    await first.stop({ abort: true })
    await cancelled
  })
})
