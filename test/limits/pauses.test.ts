import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { PoolName, ProviderKey } from '#contract/ids'
import type { CallOutcome } from '#engine/ports'
import { advance, batchOf, openEngine } from '../builders/engine.ts'
import { answered, serverError, tooFast } from '../builders/outcomes.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'

const provider = ProviderKey.parse('alpha')
const name = PoolName.parse('default')
const daySeconds = 86_400
/** Whole seconds up to a day, as many short ones as long ones. */
const hints = fc.double({ min: 0, max: Math.log(daySeconds), noNaN: true }).map((power) => Math.round(Math.exp(power)))

describe('silence', { timeout: 120_000 }, () => {
  test.prop([hints, fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 1_000_000 })], { numRuns: 12 })(
    'is kept after a 429 for as long as its hint says, by every call of the pool',
    async (hintSeconds, maxParallel, seed) => {
      const random = new SeededRandom(seed)
      const saidAtMs: number[] = []
      const under = await openEngine({
        random,
        providers: [{ key: 'alpha', pools: [{ maxParallel }] }],
        rule: async ({ index }, clock) => {
          await clock.sleep(Math.floor(random.next() * 1500))
          if (index % 20 !== 9 || saidAtMs.length > 2) return answered()
          saidAtMs.push(clock.monotonicMs())
          return tooFast(hintSeconds * 1000)
        },
      })
      await under.start(batchOf({ prompts: 80 }))
      await advance(under, 3.8 * hintSeconds * 1000 + 120_000)
      expect(saidAtMs.length).toBeGreaterThan(1)
      for (const atMs of saidAtMs) {
        const early = under.provider.arrivals.filter((arrivalMs) => arrivalMs > atMs && arrivalMs < atMs + hintSeconds * 1000)
        expect(early, `after ${atMs} ms`).toEqual([])
      }
      await under.stop({ abort: true })
    },
  )

  test.prop([fc.integer({ min: 60, max: daySeconds }), fc.integer({ min: 1, max: 8 })], { numRuns: 6 })(
    'is broken by a person’s "retry now" alone, by one call',
    async (hintSeconds, maxParallel) => {
      const hangs = () => new Promise<CallOutcome>(() => undefined)
      const under = await openEngine({
        providers: [{ key: 'alpha', pools: [{ maxParallel }] }],
        rule: ({ atMs }) => (atMs === 0 ? tooFast(hintSeconds * 1000) : hangs()),
      })
      await under.start(batchOf({ prompts: 40 }))
      await advance(under, 30_000)
      expect(under.provider.arrivals.filter((atMs) => atMs > 0)).toEqual([])
      await under.client.pools.retryNow({ provider, name })
      await advance(under, hintSeconds * 1000)
      expect(under.provider.arrivals.filter((atMs) => atMs > 0)).toEqual([30_000])
      await under.stop({ abort: true })
    },
  )

  test.prop([fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 1_000_000 })], { numRuns: 8 })(
    'is kept by an open breaker until its half-open time, then one call leaves, however many wait',
    async (maxParallel, seed) => {
      const random = new SeededRandom(seed)
      const hangs = () => new Promise<CallOutcome>(() => undefined)
      const isOpenAt: number[] = []
      const under = await openEngine({
        random,
        providers: [{ key: 'alpha', pools: [{ maxParallel }] }],
        rule: async (_, clock) => {
          if (isOpenAt.length > 0) return await hangs()
          await clock.sleep(Math.floor(random.next() * 400))
          return serverError()
        },
      })
      await under.start(batchOf({ prompts: 120 }))
      const breaker = () =>
        under.rows<{ state: string; since: number; until: number }>(
          "select state, last_state_change_at_ms as since, half_open_at_ms as until from circuit_breaker_state where service = 'model:alpha/one'",
        )[0]
      while (breaker()?.state !== 'open') await advance(under, 50)
      const [openedMs, halfOpenMs] = [breaker()?.since ?? 0, breaker()?.until ?? 0]
      isOpenAt.push(openedMs)
      await advance(under, 600_000)
      const later = under.provider.requests.map(({ atEpochMs }) => atEpochMs).filter((atMs) => atMs > openedMs)
      expect(halfOpenMs - openedMs).toBe(30_000)
      expect(later).toHaveLength(1)
      expect(later[0]).toBeGreaterThanOrEqual(halfOpenMs)
      await under.stop({ abort: true })
    },
  )
})
