import { describe, expect, it } from 'vitest'
import { ModelRef, PoolName, ProviderKey, type RunId } from '#contract/ids'
import type { PoolLimits } from '#contract/pools'
import type { CallOutcome } from '#engine/ports'
import { advance, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered } from '../builders/outcomes.ts'
import { usageOf } from '../builders/prices.ts'
import type { SeenRequest } from '../fakes/scripted-provider.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'
import { type Booked, breaches, type Standing } from './sliding-count.ts'

const startAtMs = 1_795_000_000_000
const provider = ProviderKey.parse('alpha')
const name = PoolName.parse('default')
const half = PoolName.parse('half')
const maxParallel = 8

/** As this provider bills each call: an estimate that has seen one answer is right. */
const usage = usageOf({ uncachedInputTokens: 20, textOutputTokens: 50 })

/** Every request, booked by its wall instant, over all engines that had a part in it. */
class Books {
  readonly requests: (Booked & { readonly wireId: string })[] = []
  readonly tokens: Booked[] = []

  answer({ atEpochMs, call }: SeenRequest): CallOutcome {
    const atMs = atEpochMs - startAtMs
    this.requests.push({ atMs, weight: 1, wireId: call.wireId })
    this.tokens.push({ atMs, weight: 70 })
    return answered({ usage })
  }

  async open(limits: Partial<PoolLimits>, facts: { readonly workspace?: string; readonly startAtMs: number }): Promise<EngineUnderTest> {
    const random = new SeededRandom(facts.startAtMs)
    return await openEngine({
      ...facts,
      random,
      providers: [{ key: 'alpha', pools: [{ maxParallel, burst: maxParallel, ...limits }] }],
      rule: async (request, clock) => {
        const outcome = this.answer(request)
        await clock.sleep(500 * Math.floor(random.next() * 6))
        return outcome
      },
    })
  }
}

const set = (under: EngineUnderTest, limits: Partial<PoolLimits>) => under.client.pools.set({ provider, name, limits })
const passed = (under: EngineUnderTest) => under.clock.nowMs() - startAtMs

async function resumed(under: EngineUnderTest, run: RunId): Promise<EngineUnderTest> {
  await under.client.runs.resume({ run, interrupted: 'resend' })
  await under.settled()
  return under
}

describe('requests of a sliding minute, counted at the provider', { timeout: 180_000 }, () => {
  it.each([1, 4, 16])(
    'never break %d a minute, though the limit is lowered and raised on the way and the engine dies in its midst',
    async (limit) => {
      const books = new Books()
      const random = new SeededRandom(limit)
      let under = await books.open({ requestsPerMinute: limit }, { startAtMs })
      const run = await under.start(batchOf({ prompts: 2000 }))
      const standing: Standing[] = [{ fromMs: 0, limit }]
      for (let step = 0; step < 20; step += 1) {
        await advance(under, Math.floor(random.next() * 90_000))
        if (random.next() < 0.3) {
          const startMs = under.clock.nowMs() + Math.floor(random.next() * 20_000)
          under = await resumed(await books.open({}, { workspace: under.crashed(), startAtMs: startMs }), run)
        } else {
          const changed = 1 + Math.floor(random.next() * 2 * limit)
          await set(under, { requestsPerMinute: changed })
          standing.push({ fromMs: passed(under), limit: changed })
        }
      }
      expect(books.requests.length).toBeGreaterThan(limit * 8)
      expect(breaches(books.requests, standing)).toEqual([])
    },
  )
})

describe('limits of a sliding minute, counted at the provider', { timeout: 180_000 }, () => {
  it('never break a limit over 10,000 requests of one size, though it is lowered and raised on the way', async () => {
    const books = new Books()
    const tokensPerMinute = 60_000
    const under = await books.open({ maxParallel: 2000, burst: 2000, tokensPerMinute }, { startAtMs })
    const run = await under.start(batchOf({ prompts: 10_000 }))
    const standing: Standing[] = [{ fromMs: 0, limit: tokensPerMinute }]
    const random = new SeededRandom(5)
    while (books.tokens.length < 10_000) {
      await advance(under, 1000 * Math.floor(random.next() * 100))
      const changed = 20_000 + Math.floor(random.next() * 80_000)
      await set(under, { tokensPerMinute: changed })
      standing.push({ fromMs: passed(under), limit: changed })
    }
    await advance(under, 60_000)
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 10_000 })
    expect(standing.length).toBeGreaterThan(8)
    expect(breaches(books.tokens, standing)).toEqual([])
  })

  it('never break one that is set in the middle of a minute, nor in the minute in which the engine dies', async () => {
    const books = new Books()
    const first = await books.open({}, { startAtMs })
    const run = await first.start(batchOf({ prompts: 2000 }))
    await advance(first, 20_250)
    await set(first, { tokensPerMinute: 5000 })
    await first.settled()
    const standing = [{ fromMs: passed(first), limit: 5000 }]
    await advance(first, 70_000)
    const startMs = first.clock.nowMs() + 1000
    const next = await resumed(await books.open({}, { workspace: first.crashed(), startAtMs: startMs }), run)
    await advance(next, 130_000)
    expect(books.tokens.length).toBeGreaterThan(200)
    expect(breaches(books.tokens, standing)).toEqual([])
  })

  it('never break that of either half of a pool that is split in the middle of a minute, nor of the whole until then', async () => {
    const books = new Books()
    const under = await openEngine({
      startAtMs,
      providers: [
        {
          key: 'alpha',
          pools: [{ maxParallel, burst: maxParallel, requestsPerMinute: 12 }],
          models: ['one', 'two'].map((wireId) => ({ wireId })),
        },
      ],
      rule: (request) => books.answer(request),
    })
    await under.start(batchOf({ prompts: 100, models: ['alpha/one', 'alpha/two'] }))
    await advance(under, 90_000)
    await under.client.pools.add({ provider, name: half, limits: { maxParallel, burst: maxParallel, requestsPerMinute: 12 } })
    await under.client.models.set({ ref: ModelRef.parse('alpha/two'), pool: half })
    await under.settled()
    const splitMs = passed(under)
    await advance(under, 180_000)
    const of = (wireId: string) => books.requests.filter((request) => request.wireId === wireId)
    const together = books.requests.filter(({ atMs }) => atMs < splitMs)
    expect(breaches(together, [{ fromMs: 0, limit: 12 }])).toEqual([])
    for (const wireId of ['one', 'two']) {
      expect(of(wireId).length).toBeGreaterThan(30)
      expect(breaches(of(wireId), [{ fromMs: 0, limit: 12 }])).toEqual([])
    }
  })
})
