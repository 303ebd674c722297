import { describe, expect, it } from 'vitest'
import type { CallOutcome, Clock } from '#engine/ports'
import { advance, advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { answered, failed, tooFast } from '../builders/outcomes.ts'
import type { SeenRequest } from '../fakes/scripted-provider.ts'

const gaps = (instants: readonly number[]) => instants.slice(1).map((atMs, index) => atMs - (instants[index] ?? 0))
const pool = (maxParallel: number) => [{ key: 'alpha', pools: [{ maxParallel }] }]

/** Answers the nth request, from 0, as the list says; the last holds on. */
function inOrder(...outcomes: readonly [CallOutcome, ...CallOutcome[]]): (request: SeenRequest) => CallOutcome {
  return ({ index }) => outcomes[Math.min(index, outcomes.length - 1)] ?? outcomes[0]
}

describe('a 429 without a hint', () => {
  it('waits 30, 60, 90 and 120 s, then the probe ends as RATE_LIMITED', async () => {
    const under = await openEngine({ rule: () => tooFast() })
    const run = await under.start(batchOf())
    await advance(under, 400_000)
    expect(under.provider.arrivals).toEqual([0, 30_000, 90_000, 180_000, 300_000])
    expect(under.rows('select status, code, attempts, counted_refusals, allowance_used from probe')).toEqual([
      { status: 'failed', code: 'RATE_LIMITED', attempts: 5, counted_refusals: 4, allowance_used: 0 },
    ])
    expect((await under.summary(run)).status).toBe('finished')
  })

  it('follows the pauses that people set, from the next refusal on', async () => {
    const under = await openEngine({ rule: () => tooFast() })
    await under.start(batchOf())
    await under.client.settings.set({ key: 'rateLimitBackoffMs', value: [1000, 2000] })
    await advance(under, 400_000)
    expect(under.provider.arrivals).toEqual([0, 30_000, 32_000])
  })

  it('says why probes wait and until when', async () => {
    const under = await openEngine({ rule: () => tooFast() })
    const run = await under.start(batchOf({ prompts: 3 }))
    const untilMs = under.clock.nowMs() + 30_000
    const { value } = await under.client.runs.watch({ run }).then((states) => states.next())
    expect(value).toMatchObject({
      counts: { waiting: 1, inFlight: 0 },
      waits: [{ cause: 'parked', probes: 3, untilMs, service: 'alpha/one' }],
    })
    expect(under.rows('select status, wait_cause, wait_until_ms from probe where attempts = 1')).toEqual([
      { status: 'waiting', wait_cause: 'parked', wait_until_ms: untilMs },
    ])
    expect((await under.client.pools.list({ limit: 10 })).items).toMatchObject([{ parkedUntilMs: untilMs, ready: 3 }])
  })
})

describe('a 429 with a hint', () => {
  it('is obeyed with up to a fifth on top, and never counted', async () => {
    const under = await openEngine({ rule: inOrder(...hinted(20, 5000), answered()) })
    const run = await under.start(batchOf())
    await advanceToRest(under, run)
    const waits = gaps(under.provider.arrivals)
    expect(waits).toHaveLength(20)
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(5000)
    expect(Math.max(...waits)).toBeLessThanOrEqual(6000)
    expect(new Set(waits).size).toBeGreaterThan(10)
    expect(under.value('select counted_refusals from probe')).toBe(0)
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 1, attempts: 21 })
  })

  it.each([
    ['at once', 0, 1000],
    ['in less than a second', 3, 1000],
    ['in two days', 172_800_000, 86_400_000],
  ])('that says %s is kept within a second and a day', async (_, hintMs, leastMs) => {
    const under = await openEngine({ rule: inOrder(tooFast(hintMs), answered()) })
    const run = await under.start(batchOf())
    await advanceToRest(under, run)
    const [waitedMs] = gaps(under.provider.arrivals)
    expect(waitedMs).toBeGreaterThanOrEqual(leastMs)
    expect(waitedMs).toBeLessThanOrEqual(leastMs * 1.2)
  })

  it('after refusals without one takes no step back: the next pause without a hint is the next in line', async () => {
    const under = await openEngine({ rule: inOrder(tooFast(), tooFast(), tooFast(10_000), tooFast(), answered()) })
    await under.start(batchOf())
    await advance(under, 400_000)
    const waits = gaps(under.provider.arrivals)
    expect([waits[0], waits[1], waits[3]]).toEqual([30_000, 60_000, 90_000])
  })
})

describe('a run that waits only so long', () => {
  it('ends a refused probe when the pause would take it beyond', async () => {
    const under = await openEngine({ rule: () => tooFast(40_000) })
    const run = await under.start(batchOf({ maxWaitMs: 100_000 }))
    await advance(under, 500_000)
    expect(under.provider.requests.length).toBeGreaterThanOrEqual(2)
    expect(under.provider.requests.length).toBeLessThanOrEqual(3)
    expect((await under.summary(run)).counts).toMatchObject({ failed: 1 })
    expect(under.value('select code from probe')).toBe('RATE_LIMITED')
    expect(under.clock.monotonicMs() - (under.provider.arrivals.at(-1) ?? 0)).toBeGreaterThan(100_000)
  })

  it('ends probes that were never sent, each on disk', async () => {
    const under = await openEngine({ rule: () => tooFast(3_600_000) })
    const run = await under.start(batchOf({ prompts: 300, maxWaitMs: 10_000 }))
    await under.settled()
    expect(under.provider.requests).toHaveLength(1)
    expect((await under.summary(run)).status).toBe('finished')
    expect(under.rows('select status, code, count(*) as probes from probe group by 1, 2')).toEqual([
      { status: 'failed', code: 'RATE_LIMITED', probes: 300 },
    ])
  })

  it('counts from the last time the provider took a call, not from a refusal before it', async () => {
    const serverError = { kind: 'SERVER_ERROR', stage: 'refused', httpStatus: 500, message: '', durationMs: 0 } as const
    const under = await openEngine({ rule: inOrder(tooFast(), serverError, tooFast(), answered()) })
    const run = await under.start(batchOf({ maxWaitMs: 65_000 }))
    await advance(under, 200_000)
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 1 })
  })
})

describe('an episode of a pool', () => {
  it('lets nothing out in its pause, then one call alone, then 1, 2, 4, … as they are answered', async () => {
    const under = await openEngine({ providers: pool(8), rule: slowAnswers(({ index }) => index < 3) })
    await under.start(batchOf({ prompts: 50 }))
    await advance(under, 29_999)
    expect(under.provider.requests).toHaveLength(8)
    const waves: number[] = []
    for (let second = 0; second < 6; second++) {
      const before = under.provider.requests.length
      await advance(under, second === 0 ? 1 : 1000)
      waves.push(under.provider.requests.length - before)
    }
    expect(waves).toEqual([1, 1, 2, 4, 8, 8])
  })

  it('sends first who was refused first', async () => {
    const under = await openEngine({ providers: pool(3), rule: slowAnswers(({ index }) => index < 3) })
    await under.start(batchOf({ prompts: 6 }))
    await advance(under, 60_000)
    const asked = under.provider.requests.map(({ call }) => call.messages[0]?.content)
    expect(asked.slice(3, 6)).toEqual(asked.slice(0, 3))
  })

  it('is one for all calls that were in flight: their refusals cost no step', async () => {
    const under = await openEngine({ providers: pool(64), rule: slowAnswers(({ index }) => index < 65) })
    await under.start(batchOf({ prompts: 64 }))
    await advance(under, 200_000)
    const arrivals = [...new Set(under.provider.arrivals)]
    expect(arrivals.slice(0, 3)).toEqual([0, 30_000, 90_000])
    expect(under.value('select max(counted_refusals) from probe')).toBe(1)
    expect(under.value(`select count(*) from probe where status = 'succeeded'`)).toBe(64)
  })

  it('holds when a call that left before it is answered in its pause', async () => {
    const under = await openEngine({
      providers: pool(2),
      rule: async ({ index }, clock) => {
        if (index === 1) await clock.sleep(10_000)
        return index === 0 ? tooFast() : answered()
      },
    })
    await under.start(batchOf({ prompts: 4 }))
    await advance(under, 29_999)
    expect(under.provider.requests).toHaveLength(2)
    await advance(under, 1)
    expect(under.provider.requests.length).toBeGreaterThan(2)
  })

  it('sleeps through a day whose quota is used up, whatever its pauses are', async () => {
    const dayEnd = { kind: 'DAILY_QUOTA', stage: 'refused', httpStatus: 429, message: '', durationMs: 0 } as const
    const under = await openEngine({
      providers: [{ key: 'alpha', pools: [{ dayResetsAt: '06:00 UTC' }] }],
      startAtMs: Date.UTC(2026, 10, 21, 2),
      rule: inOrder(dayEnd, answered()),
    })
    const run = await under.start(batchOf())
    await advanceToRest(under, run)
    const atMs = under.provider.requests[1]?.atEpochMs ?? 0
    expect(atMs).toBeGreaterThan(Date.UTC(2026, 10, 21, 6))
    expect(atMs).toBeLessThanOrEqual(Date.UTC(2026, 10, 21, 6, 1))
    expect(under.value('select counted_refusals from probe')).toBe(0)
  })
})

/** Takes a second for each answer; refuses at once what the rule says. */
function slowAnswers(isRefused: (request: SeenRequest) => boolean) {
  return async (request: SeenRequest, clock: Clock): Promise<CallOutcome> => {
    if (isRefused(request)) return tooFast()
    await clock.sleep(1000)
    return answered()
  }
}

function hinted(count: number, hintMs: number): [CallOutcome, ...CallOutcome[]] {
  return [tooFast(hintMs), ...Array.from({ length: count - 1 }, () => tooFast(hintMs))]
}

describe('a pause', () => {
  it('is an event, with why and until when', async () => {
    const under = await openEngine({ rule: inOrder(tooFast(60_000), answered()) })
    await under.start(batchOf())
    await under.settled()
    const [event] = under.rows<{ subject: string; data: string }>("select subject, data from event where kind = 'park'")
    expect(event?.subject).toBe('pool:alpha/default')
    expect(JSON.parse(event?.data ?? '')).toMatchObject({ code: 'RATE_LIMITED', step: 0, hinted: true })
  })
})

describe('a model that the credential may not use', () => {
  it('fails its probes, and is said once, to the run too', async () => {
    const under = await openEngine({ rule: () => failed('PERMISSION_DENIED', { httpStatus: 403 }) })
    const run = await under.start(batchOf({ prompts: 3 }))
    await advanceToRest(under, run)
    expect((await under.summary(run)).counts).toMatchObject({ failed: 3 })
    expect(under.rows("select subject, json_extract(data, '$.code') as code from event where kind = 'alert'")).toEqual([
      { subject: 'alpha/one', code: 'PERMISSION_DENIED' },
    ])
  })
})
