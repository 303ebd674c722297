import { describe, expect, it } from 'vitest'
import type { PoolLimits } from '#contract/pools'
import type { CallOutcome } from '#engine/ports'
import { advance, advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { answered, serverError, tooFast } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'
import { breaches } from '../limits/sliding-count.ts'

const dayMs = 86_400_000
const startAtMs = Date.UTC(2026, 10, 21, 12)
const jumps = [
  ['a day forward', dayMs],
  ['a day back', -dayMs],
] as const

const open = (rule: Rule, limits: Partial<PoolLimits> = {}) =>
  openEngine({ startAtMs, rule, providers: [{ key: 'alpha', pools: [{ maxParallel: 1, ...limits }] }] })

describe.each(jumps)('a wall clock that is set %s on the way', (_, jumpMs) => {
  it('changes no pause of a pool, with a hint or without one', async () => {
    const under = await open(({ index }) => (index === 0 ? tooFast() : index === 1 ? tooFast(100_000) : answered()))
    const run = await under.start(batchOf({ prompts: 3 }))
    await advance(under, 10_000)
    under.clock.shiftWall(jumpMs)
    await advance(under, 50_000)
    under.clock.shiftWall(-jumpMs)
    expect(await advanceToRest(under, run, 1_000_000)).toBe('finished')
    const [, second = 0, third = 0] = under.provider.arrivals
    expect(second).toBe(30_000)
    expect(third - second).toBeGreaterThanOrEqual(100_000)
    expect(third - second).toBeLessThanOrEqual(120_000)
  })

  it('changes no minute', async () => {
    const under = await open(() => answered(), { maxParallel: 4, requestsPerMinute: 6, burst: 3 })
    const run = await under.start(batchOf({ prompts: 30 }))
    await advance(under, 65_000)
    under.clock.shiftWall(jumpMs)
    expect(await advanceToRest(under, run, 1_000_000)).toBe('finished')
    const booked = under.provider.arrivals.map((atMs) => ({ atMs, weight: 1 }))
    expect(breaches(booked, [{ fromMs: 0, limit: 6 }])).toEqual([])
    expect(booked.at(-1)?.atMs).toBeLessThan(320_000)
  })

  it('neither opens a breaker early nor keeps it open for longer', async () => {
    const hangs = () => new Promise<CallOutcome>(() => undefined)
    const under = await open(({ atMs }) => (atMs < 1000 ? serverError() : hangs()))
    await under.start(batchOf({ prompts: 40 }))
    await advance(under, 10_000)
    under.clock.shiftWall(jumpMs)
    await advance(under, 200_000)
    expect(under.provider.arrivals.filter((atMs) => atMs > 1000)).toEqual([30_000])
  })

  it('brings no retry forward and puts none off', async () => {
    const under = await open(({ index }) => (index === 0 ? serverError() : answered()))
    const run = await under.start(batchOf())
    const dueMs = under.value<number>('select wait_until_ms from probe') - startAtMs
    under.clock.shiftWall(jumpMs)
    expect(await advanceToRest(under, run, 100_000)).toBe('finished')
    expect(under.provider.arrivals).toEqual([0, dueMs])
  })
})

describe('a day’s quota', () => {
  const limits = { maxParallel: 3, requestsPerDay: 5, dayResetsAt: '00:00 UTC' }

  it('that is used up is there again at the next day by the clock, be it set forward meanwhile: its length again, no more', async () => {
    const under = await open(() => answered(), limits)
    await under.start(batchOf({ prompts: 40 }))
    under.clock.shiftWall(dayMs)
    await advance(under, dayMs)
    expect(under.provider.requests.length).toBeGreaterThanOrEqual(10)
    expect(under.provider.requests.length).toBeLessThanOrEqual(15)
  })

  it('waits for no day that is two days away when the clock was a day ahead and is set right', async () => {
    const under = await open(() => answered(), limits)
    await under.start(batchOf({ prompts: 3 }))
    under.clock.shiftWall(dayMs)
    await under.start(batchOf({ prompts: 40 }))
    expect(under.provider.requests).toHaveLength(8)
    under.clock.shiftWall(-dayMs)
    const run = await under.start(batchOf({ prompts: 1 }))
    const { value } = await under.client.runs.watch({ run }).then((states) => states.next())
    expect(value).toMatchObject({ waits: [{ cause: 'requests_per_day', untilMs: startAtMs + dayMs / 2 }] })
    await advance(under, dayMs / 2 + 60_000)
    expect(under.provider.requests.length).toBeLessThanOrEqual(13)
  })
})

describe('a process that is suspended for two minutes', () => {
  it('sends no more when it wakes than any minute takes, and finishes', async () => {
    const under = await open(
      async ({ index }, clock) => {
        await clock.sleep(2000)
        return index === 7 ? tooFast(10_000) : answered()
      },
      { maxParallel: 4, requestsPerMinute: 20, burst: 4 },
    )
    const run = await under.start(batchOf({ prompts: 100 }))
    await advance(under, 20_000)
    under.clock.suspend(120_000)
    const [before, wokenMs] = [under.provider.requests.length, under.clock.monotonicMs()]
    await advance(under, 1)
    expect(under.provider.requests.length - before).toBeLessThanOrEqual(4)
    expect(await advanceToRest(under, run, 3_600_000)).toBe('finished')
    const booked = under.provider.arrivals.map((atMs) => ({ atMs, weight: 1 }))
    expect(breaches(booked, [{ fromMs: 0, limit: 20 }])).toEqual([])
    expect(booked.at(-1)?.atMs).toBeLessThan(wokenMs + 300_000)
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 100 })
  })
})
