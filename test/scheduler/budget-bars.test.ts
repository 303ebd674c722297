import { describe, expect, it } from 'vitest'
import { NanoUsd } from '#contract/units'
import { advance, advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed, serverError, tooFast } from '../builders/outcomes.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'

const budgetNanoUsd = 1_000_000_000
const seeds = Array.from({ length: 20 }, (_, index) => index + 1)
const dayMs = 86_400_000
const startAtMs = Date.parse('2027-01-31T23:30:00Z')

/** $10 a million tokens in, $20 out: a prompt of up to 15,000 bytes is bound by $0.02 to $0.17. */
const model = { wireId: 'one', price: { input: '10', output: '20' } }
const parameters = { maxOutputTokens: 1000 }

async function open(maxParallel: number): Promise<{ under: EngineUnderTest; reseed: (seed: number) => void }> {
  let random = new SeededRandom(1)
  const under = await openEngine({
    startAtMs,
    providers: [{ key: 'alpha', pools: [{ maxParallel }], models: [model] }],
    rule: async ({ call }, clock) => {
      const [delay, fault, share] = [random.next(), random.next(), random.next()]
      await clock.sleep(100 + delay * 5000)
      if (fault < 0.1) return failed('TIMEOUT', { stage: 'unanswered', httpStatus: undefined })
      if (fault < 0.15) return serverError()
      if (fault < 0.17) return tooFast(1000)
      const bytes = call.messages.reduce((sum, { content }) => sum + content.length, 0)
      return answered({ reportedCostNanoUsd: NanoUsd.parse(Math.floor(share * (bytes * 10_000 + 20_000_000))) })
    },
  })
  await under.client.settings.set({ key: 'breaker', value: { ...(await breakerOf(under)), failureThreshold: 1000, minimumCalls: 10_000 } })
  const reseed = (seed: number): void => {
    random = new SeededRandom(seed)
  }
  return { under, reseed }
}

async function breakerOf(under: EngineUnderTest): Promise<Record<string, number>> {
  const { items } = await under.client.settings.list()
  return items.find(({ key }) => key === 'breaker')?.value as Record<string, number>
}

/** Long and short prompts in no order: the bound of one may be above what is left where another's is not. */
function prompts(seed: number, count: number): { n: string }[] {
  const random = new SeededRandom(seed)
  return Array.from({ length: count }, () => ({ n: 'x'.repeat(Math.floor(random.next() * 15_000)) }))
}

/** With what may have been billed at its reservation. */
function spentBetween(under: EngineUnderTest, fromMs: number, untilMs: number): number {
  const sql =
    'select coalesce(sum(coalesce(cost_nanousd, cost_upper_nanousd, 0)), 0) from attempt where started_at_ms >= ? and started_at_ms < ?'
  return under.value<number>(sql, fromMs, untilMs)
}

function expectUsed(spentNanoUsd: number): void {
  expect(spentNanoUsd).toBeLessThanOrEqual(budgetNanoUsd)
  expect(spentNanoUsd).toBeGreaterThanOrEqual(0.9 * budgetNanoUsd)
}

describe.each([1, 64])('$1.00 with %i in flight, random costs and faults', { timeout: 120_000 }, (maxParallel) => {
  it('for a run: never passed, and nine tenths of it used', async () => {
    const { under, reseed } = await open(maxParallel)
    for (const seed of seeds) {
      reseed(seed)
      const run = await under.start(batchOf({ dataset: prompts(seed, 55), budgetUsd: '1.00', parameters }))
      expect(await advanceToRest(under, run)).toBe('paused')
      const { pauseReason, cost } = await under.summary(run)
      expect(pauseReason).toBe('budget')
      expectUsed(cost.nanoUsd + cost.upperNanoUsd)
      await under.client.runs.cancel({ run })
    }
  })

  it('for a provider and a day: never passed, and nine tenths of each used', async () => {
    const { under, reseed } = await open(maxParallel)
    await advance(under, dayMs / 48)
    await under.client.settings.set({ key: 'providerDayBudgetsUsd', value: { alpha: '1.00' } })
    reseed(1)
    const run = await under.start(batchOf({ dataset: prompts(1, 2500), parameters }))
    for (const seed of seeds) {
      const midnightMs = under.clock.nowMs() + dayMs - (under.clock.nowMs() % dayMs)
      reseed(seed)
      await advance(under, midnightMs - under.clock.nowMs() - 1)
      expect(under.provider.inFlight).toBe(0)
      expectUsed(spentBetween(under, midnightMs - dayMs, midnightMs))
      await advance(under, 1)
    }
    expect(await under.summary(run)).toMatchObject({ status: 'running' })
  })

  it('for a month, of two runs at once: never passed, and nine tenths of each used', async () => {
    const { under, reseed } = await open(maxParallel)
    await under.client.settings.set({ key: 'monthBudgetUsd', value: '1.00' })
    for (const seed of seeds) {
      const monthMs = under.clock.nowMs()
      reseed(seed)
      const runs = []
      for (const each of [seed, 100 + seed]) runs.push(await under.start(batchOf({ dataset: prompts(each, 30), parameters })))
      for (const run of runs) expect(await advanceToRest(under, run)).toBe('paused')
      expectUsed(spentBetween(under, monthMs, under.clock.nowMs() + 1))
      for (const run of runs) await under.client.runs.cancel({ run })
      const next = new Date(under.clock.nowMs())
      await advance(under, Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1) - under.clock.nowMs())
    }
  })
})
