import { describe, expect, it } from 'vitest'
import { systemClock } from '#adapters'
import { PoolName, ProviderKey } from '#contract/ids'
import type { PoolLimits } from '#contract/pools'
import { advance, advanceToRest, batchOf, type EngineUnderTest, openEngine, openEngineOn, untilRest } from '../builders/engine.ts'
import { answered, tooFast } from '../builders/outcomes.ts'
import { usageOf } from '../builders/prices.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const alpha = ProviderKey.parse('alpha')
const defaultPool = PoolName.parse('default')
const afterSeconds =
  (seconds: number): Rule =>
  async (_, clock) => {
    await clock.sleep(seconds * 1000)
    return answered()
  }

async function setPool(under: EngineUnderTest, limits: Partial<PoolLimits>): Promise<void> {
  await under.client.pools.set({ provider: alpha, name: defaultPool, limits })
  await under.settled()
}

/** The most arrivals in any span that begins with one of them. */
function mostWithin(spanMs: number, arrivals: readonly number[]): number {
  return Math.max(...arrivals.map((fromMs) => arrivals.filter((atMs) => atMs >= fromMs && atMs < fromMs + spanMs).length))
}

describe('calls in flight', () => {
  it('are never more than pool, provider and run allow, over 10,000 probes', { timeout: 60_000 }, async () => {
    const inFlight = { tiny: 0, small: 0, bounded: 0 }
    const most = { ...inFlight }
    const rule: Rule = async ({ call }) => {
      const kinds = [call.wireId, ...(call.messages[0]?.content.startsWith('Bounded') ? ['bounded'] : [])] as (keyof typeof most)[]
      for (const kind of kinds) most[kind] = Math.max(most[kind], ++inFlight[kind])
      await new Promise((resolve) => setImmediate(resolve))
      for (const kind of kinds) inFlight[kind] -= 1
      return answered()
    }
    const under = await openEngineOn(systemClock, {
      providers: [
        {
          key: 'alpha',
          pools: [
            { name: 'left', maxParallel: 20 },
            { name: 'right', maxParallel: 48 },
          ],
          models: [
            { wireId: 'tiny', pool: 'left' },
            { wireId: 'small', pool: 'right' },
          ],
        },
      ],
      rule,
    })
    await under.client.providers.set({ key: alpha, maxParallel: 64 })
    const models = ['alpha/tiny', 'alpha/small']
    const bounded = await under.client.runs.start({ batch: batchOf({ prompt: 'Bounded {{n}}', prompts: 2500, models, maxParallel: 12 }) })
    const free = await under.client.runs.start({ batch: batchOf({ prompts: 2500, models }) })
    const ends = await Promise.all([untilRest(under, bounded.id), untilRest(under, free.id)])
    expect(ends.map(({ counts }) => counts.succeeded)).toEqual([5000, 5000])
    expect(most.tiny).toBe(20)
    expect(most.small).toBeLessThanOrEqual(48)
    expect(most.bounded).toBe(12)
    expect(under.provider.mostInFlight).toBe(64)
  })

  it('is one where the limit is one: each leaves after the last was answered', async () => {
    const under = await openEngine({ rule: afterSeconds(1) })
    const run = await under.start(batchOf({ prompts: 10 }))
    await advance(under, 60_000)
    expect(under.provider.arrivals).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((second) => second * 1000))
    expect((await under.summary(run)).status).toBe('finished')
  })

  it('give way to a higher limit at once, and to a lower one as they end', async () => {
    const under = await openEngine({ rule: afterSeconds(10) })
    await under.start(batchOf({ prompts: 40 }))
    await setPool(under, { maxParallel: 6 })
    expect(under.provider.inFlight).toBe(6)
    await setPool(under, { maxParallel: 2 })
    expect(under.provider.inFlight).toBe(6)
    await advance(under, 10_000)
    expect(under.provider.inFlight).toBe(2)
    expect(under.rows(`select state from attempt where state = 'cancelled'`)).toEqual([])
  })

  it('of a provider whose cap is set meanwhile make room for its other pools when they end', async () => {
    const under = await openEngine({
      providers: [
        {
          key: 'alpha',
          pools: [{ name: 'left' }, { name: 'right' }],
          models: [
            { wireId: 'one', pool: 'left' },
            { wireId: 'two', pool: 'right' },
          ],
        },
      ],
      rule: afterSeconds(1),
    })
    await under.start(batchOf())
    await under.client.providers.set({ key: alpha, maxParallel: 1 })
    await under.start(batchOf({ models: ['alpha/two'] }))
    expect(under.provider.requests).toHaveLength(1)
    await advance(under, 1000)
    expect(under.provider.requests.map(({ call }) => call.wireId)).toEqual(['one', 'two'])
  })
})

describe('requests per minute', () => {
  it('leave at most n times in any 61 s, at most burst at once, the rest evenly', async () => {
    const under = await openEngine({ providers: [{ key: 'alpha', pools: [{ maxParallel: 50, requestsPerMinute: 6, burst: 2 }] }] })
    const run = await under.start(batchOf({ prompts: 40 }))
    await advanceToRest(under, run)
    const { arrivals } = under.provider
    expect(arrivals.slice(0, 5)).toEqual([0, 0, 10_000, 20_000, 30_000])
    expect(mostWithin(61_000, arrivals)).toBe(6)
    expect(mostWithin(1, arrivals)).toBe(2)
    expect(arrivals.at(-1)).toBeLessThan(420_000)
  })

  it('that begin to be limited count what left in the minute before', async () => {
    const under = await openEngine({ providers: [{ key: 'alpha', pools: [{ maxParallel: 5 }] }], rule: afterSeconds(1) })
    await under.start(batchOf({ prompts: 200 }))
    await advance(under, 1500)
    expect(under.provider.requests).toHaveLength(10)
    await setPool(under, { requestsPerMinute: 12, burst: 12 })
    await advance(under, 59_000)
    expect(under.provider.requests).toHaveLength(12)
    await advance(under, 1000)
    expect(under.provider.requests.length).toBeGreaterThan(12)
    expect(mostWithin(61_000, under.provider.arrivals)).toBeLessThanOrEqual(12)
  })

  it('that are raised are felt at once', async () => {
    const under = await openEngine({ providers: [{ key: 'alpha', pools: [{ maxParallel: 50, requestsPerMinute: 1, burst: 1 }] }] })
    await under.start(batchOf({ prompts: 30 }))
    await advance(under, 1000)
    expect(under.provider.requests).toHaveLength(1)
    await setPool(under, { requestsPerMinute: 600 })
    await advance(under, 1000)
    expect(under.provider.requests.length).toBeGreaterThanOrEqual(10)
  })
})

describe('tokens per minute', () => {
  const usage = usageOf({ uncachedInputTokens: 100, textOutputTokens: 150 })

  it.each([
    ['tokensPerMinute', 1000, 4],
    ['inputTokensPerMinute', 300, 3],
    ['outputTokensPerMinute', 600, 4],
  ] as const)('as %s are never more in any 61 s than allowed, once the model is known', async (limit, allowed, atMost) => {
    const under = await openEngine({
      providers: [{ key: 'alpha', pools: [{ maxParallel: 4, [limit]: allowed }] }],
      rule: () => answered({ usage }),
    })
    const run = await under.start(batchOf({ prompts: 20, prompt: 'x'.repeat(400), dataset: Array.from({ length: 20 }, (_, n) => ({ n })) }))
    await advanceToRest(under, run)
    expect(mostWithin(61_000, under.provider.arrivals)).toBe(atMost)
  })

  it('let a call that is larger than a whole minute go alone', async () => {
    const under = await openEngine({
      providers: [{ key: 'alpha', pools: [{ maxParallel: 4, tokensPerMinute: 200 }] }],
      rule: () => answered({ usage: usageOf({ uncachedInputTokens: 10, textOutputTokens: 300 }) }),
    })
    await advanceToRest(under, await under.start(batchOf({ prompts: 3 })))
    expect(under.provider.arrivals).toEqual([0, 61_000, 122_000])
  })

  it('come back when a call was refused: nothing was used', async () => {
    const under = await openEngine({
      providers: [{ key: 'alpha', pools: [{ maxParallel: 1, tokensPerMinute: 310 }] }],
      rule: ({ index }) => (index === 0 ? tooFast(1000) : answered()),
    })
    await under.start(batchOf({ prompts: 1 }))
    await advance(under, 2000)
    expect(under.provider.requests).toHaveLength(2)
  })
})

describe('requests per day', () => {
  it('are counted from reset to reset', async () => {
    const under = await openEngine({
      providers: [{ key: 'alpha', pools: [{ maxParallel: 9, requestsPerDay: 3, dayResetsAt: '06:00 UTC' }] }],
      startAtMs: Date.UTC(2026, 10, 21, 5, 59),
    })
    const run = await under.start(batchOf({ prompts: 7 }))
    await advanceToRest(under, run)
    const resetMs = Date.UTC(2026, 10, 21, 6)
    const days = under.provider.requests.map(({ atEpochMs }) => Math.floor((atEpochMs - resetMs) / 86_400_000))
    expect(days).toEqual([-1, -1, -1, 0, 0, 0, 1])
    expect(under.provider.requests[3]?.atEpochMs).toBe(resetMs)
  })

  it('that begin to be limited count what left since the reset', async () => {
    const under = await openEngine({ providers: [{ key: 'alpha', pools: [{ maxParallel: 2 }] }], rule: afterSeconds(1) })
    await under.start(batchOf({ prompts: 50 }))
    await advance(under, 1500)
    expect(under.provider.requests).toHaveLength(4)
    await setPool(under, { requestsPerDay: 6 })
    await advance(under, 60_000)
    expect(under.provider.requests).toHaveLength(6)
  })

  it('say until when probes wait, and end those that wait only so long as DAILY_QUOTA', async () => {
    const under = await openEngine({
      providers: [{ key: 'alpha', pools: [{ requestsPerDay: 1, dayResetsAt: '06:00 UTC' }] }],
      startAtMs: Date.UTC(2026, 10, 21, 4),
    })
    const patient = await under.start(batchOf({ prompts: 2 }))
    const { value } = await under.client.runs.watch({ run: patient }).then((states) => states.next())
    expect(value).toMatchObject({ waits: [{ cause: 'requests_per_day', probes: 1, untilMs: Date.UTC(2026, 10, 21, 6) }] })
    await under.start(batchOf({ maxWaitMs: 3_600_000 }))
    expect(under.rows('select code from probe where code is not null')).toEqual([{ code: 'DAILY_QUOTA' }])
  })
})
