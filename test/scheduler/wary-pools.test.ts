import { describe, expect, it } from 'vitest'
import type { CallOutcome, Clock } from '#engine/ports'
import { advance, advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed, tooFast } from '../builders/outcomes.ts'
import type { SeenRequest } from '../fakes/scripted-provider.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'

const startAtMs = 1_795_000_000_000
const gaps = (instants: readonly number[]) => instants.slice(1).map((atMs, index) => atMs - (instants[index] ?? 0))
const pool = (maxParallel: number) => [{ key: 'alpha', pools: [{ maxParallel }] }]
const usedUp = failed('DAILY_QUOTA', { httpStatus: 429 })

describe('64 calls in flight against a server that takes one in 10 s and gives no hint', () => {
  it('no probe ends as RATE_LIMITED; after the first wave each call waits out a gap of its own, alone', async () => {
    const { rule, refusedAt } = takesOneIn10Seconds()
    const under = await openEngine({ startAtMs, providers: pool(64), rule })
    const run = await under.start(batchOf({ prompts: 100 }))
    expect(await advanceToRest(under, run)).toBe('finished')
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 100, failed: 0 })
    const later = under.provider.arrivals.filter((atMs) => atMs > 0)
    expect(Math.min(...gaps(later))).toBeGreaterThanOrEqual(7500)
    for (const { atMs, inFlight } of under.provider.requests) if (atMs > 0) expect(inFlight).toBe(1)
    for (const refusedMs of refusedAt) expect(later.filter((atMs) => atMs > refusedMs && atMs < refusedMs + 30_000)).toEqual([])
    expect(later.length).toBeLessThanOrEqual(99 * 1.15)
    expect(under.clock.monotonicMs() / 99).toBeLessThan(20_000)
  })

  it.each([5, 29, 31, 35, 46, 50, 53, 60, 83])('killed at %d s, it sends nothing earlier than undisturbed', async (killSeconds) => {
    const { rule, refusedAt } = takesOneIn10Seconds()
    const first = await openEngine({ startAtMs, providers: pool(64), rule })
    const run = await first.start(batchOf({ prompts: 100 }))
    await advance(first, killSeconds * 1000)
    const next = await openEngine({ workspace: first.crashed(), startAtMs: first.clock.nowMs() + 100, rule, random: new SeededRandom(2) })
    await next.client.runs.resume({ run, interrupted: 'resend' })
    await advance(next, 240_000)
    const undisturbed = await openEngine({ startAtMs, providers: pool(64), rule: takesOneIn10Seconds().rule })
    await undisturbed.start(batchOf({ prompts: 100 }))
    await advance(undisturbed, 240_000)
    const killMs = killSeconds * 1000
    expect(later([undisturbed]).slice(0, 5)).toEqual([30_000, 45_000, 52_500, 82_500, 97_500])
    expect(later([next])[0]).toBeGreaterThanOrEqual(later([undisturbed]).find((atMs) => atMs > killMs) ?? Number.NaN)
    const sentAt = later([first, next])
    expect(Math.min(...gaps(sentAt))).toBeGreaterThanOrEqual(7500)
    for (const refusedMs of refusedAt) expect(sentAt.filter((atMs) => atMs > refusedMs && atMs < refusedMs + 30_000)).toEqual([])
  })
})

describe('a pool comes back as it always did', () => {
  it('after a hint, whatever was refused before it', async () => {
    const under = await openEngine({ startAtMs, providers: pool(64), rule: ({ index }) => (index < 64 ? tooFast(60_000) : answered()) })
    const run = await under.start(batchOf({ prompts: 200 }))
    await advance(under, 73_000)
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 200 })
  })

  it('after a used-up day', async () => {
    const under = await openEngine({ startAtMs, providers: pool(8), rule: ({ index }) => (index < 8 ? usedUp : answered()) })
    const run = await under.start(batchOf({ prompts: 100 }))
    await advance(under, 86_400_000)
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 100 })
    expect(spread(later([under]))).toBeLessThan(1000)
  })
})

describe('a wary pool', () => {
  it('takes its gap from the pause as it was meant, not from how long nobody sent', async () => {
    const { rule } = takesOneIn10Seconds()
    const under = await openEngine({ startAtMs, providers: pool(64), rule })
    const run = await under.start(batchOf({ prompts: 100 }))
    await under.client.runs.pause({ run })
    await advance(under, 43_200_000)
    await under.client.runs.resume({ run })
    await advance(under, 20_000)
    expect(later([under]).map((atMs) => atMs - 43_200_000)).toEqual([0, 15_000])
  })

  it('learns nothing from a call that left before the pause', async () => {
    const rule = async ({ index, atMs }: SeenRequest, clock: Clock) => {
      if (index === 0) await clock.sleep(32_000)
      return index > 0 && atMs === 0 ? tooFast() : answered()
    }
    const under = await openEngine({ startAtMs, providers: pool(64), rule })
    await under.start(batchOf({ prompts: 100 }))
    await advance(under, 44_000)
    expect(later([under])).toEqual([30_000])
    await advance(under, 2000)
    expect(later([under])).toEqual([30_000, 45_000])
  })

  it('keeps nobody longer than the run waits', async () => {
    const under = await openEngine({ startAtMs, providers: pool(64), rule: takesOneIn10Seconds().rule })
    const run = await under.start({ ...batchOf({ prompts: 64 }), maxWaitMs: 40_000 })
    await advanceToRest(under, run)
    expect(under.rows('select code, count(*) as probes from probe group by code')).toEqual([
      { code: null, probes: 2 },
      { code: 'RATE_LIMITED', probes: 62 },
    ])
  })
})

function takesOneIn10Seconds() {
  let lastTakenMs = Number.NEGATIVE_INFINITY
  const refusedAt: number[] = []
  const rule = ({ atEpochMs }: SeenRequest): CallOutcome => {
    if (atEpochMs - lastTakenMs >= 10_000) {
      lastTakenMs = atEpochMs
      return answered()
    }
    refusedAt.push(atEpochMs - startAtMs)
    return tooFast()
  }
  return { rule, refusedAt }
}

/** When requests after the first wave arrived, over all engines. */
function later(engines: readonly EngineUnderTest[]): number[] {
  return engines.flatMap(({ provider }) => provider.requests.map(({ atEpochMs }) => atEpochMs - startAtMs)).filter((atMs) => atMs > 0)
}

function spread(instants: readonly number[]): number {
  return Math.max(...instants) - Math.min(...instants)
}
