import { fc, it as property } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { NanoUsd } from '#contract/units'
import { Budget } from '../../src/main/engine/runs/budget.ts'
import { advance, advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { answered, failed } from '../builders/outcomes.ts'
import { usageOf } from '../builders/prices.ts'

const pool = (maxParallel: number) => [{ key: 'alpha', pools: [{ maxParallel }] }]
/** 100 tokens out at $2 a million: $0.0002, and the prompt. */
const small = { parameters: { maxOutputTokens: 100 } }
const spentOf = (nanoUsd: number) => ({ kind: 'ANSWERED', reportedCostNanoUsd: NanoUsd.parse(nanoUsd) }) as const

describe('a budget', () => {
  property.prop([
    fc.integer({ min: 1, max: 1000 }),
    fc.array(fc.tuple(fc.nat(400), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean())),
  ])('is never passed by what was spent and set aside, whatever calls cost within their bound', (limit, calls) => {
    const budget = new Budget(limit)
    const open: { reservation: { nanoUsd: number }; cost: number }[] = []
    let spent = 0
    for (const [upper, share, isSettledNow] of calls) {
      if (budget.fits(upper)) open.push({ reservation: budget.reserve(upper), cost: Math.floor(upper * share) })
      const first = isSettledNow ? open.shift() : undefined
      if (first !== undefined) {
        budget.settle(first.reservation, first.cost)
        spent += first.cost
      }
      const reserved = open.reduce((sum, { reservation }) => sum + reservation.nanoUsd, 0)
      expect(spent + reserved).toBeLessThanOrEqual(limit)
      expect(budget.leftNanoUsd).toBe(limit - spent - reserved)
    }
  })

  it('pauses the run when no further call fits, and a larger one goes on', async () => {
    const under = await openEngine({ providers: pool(4), rule: () => answered({ reportedCostNanoUsd: NanoUsd.parse(200_000) }) })
    const run = await under.start(batchOf({ prompts: 20, budgetUsd: '0.002', ...small }))
    expect(await under.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'budget' })
    const { cost } = await under.summary(run)
    expect(cost.nanoUsd).toBeLessThanOrEqual(2_000_000)
    expect(cost.nanoUsd).toBeGreaterThan(1_500_000)
    await under.client.runs.resume({ run, budgetUsd: '1' })
    await under.settled()
    expect(await under.summary(run)).toMatchObject({ status: 'finished', counts: { succeeded: 20 }, budgetNanoUsd: 1_000_000_000 })
  })

  it('is not passed by calls in flight, each of which may cost its bound', async () => {
    const under = await openEngine({
      providers: pool(64),
      rule: async (_, clock) => {
        await clock.sleep(1000)
        return answered({ usage: usageOf({ uncachedInputTokens: 6, textOutputTokens: 100 }) })
      },
    })
    const run = await under.start(batchOf({ prompts: 64, budgetUsd: '0.01', ...small }))
    const reserved = under.value<number>('select sum(cost_upper_nanousd) from attempt')
    expect(reserved).toBeLessThanOrEqual(10_000_000)
    expect(under.provider.inFlight).toBeLessThan(64)
    await advanceToRest(under, run)
    expect((await under.summary(run)).cost.nanoUsd).toBeLessThanOrEqual(10_000_000)
  })

  it('gives back what a call did not use, and the run goes on', async () => {
    const under = await openEngine({ rule: () => answered({ usage: usageOf({ uncachedInputTokens: 6, textOutputTokens: 1 }) }) })
    const run = await under.start(batchOf({ prompts: 50, budgetUsd: '0.006', ...small }))
    expect(await under.summary(run)).toMatchObject({ status: 'finished', counts: { succeeded: 50 } })
  })

  it('counts what may have been billed, over a pause too', async () => {
    const under = await openEngine({ rule: () => failed('TIMEOUT', { stage: 'unanswered', httpStatus: undefined }) })
    const run = await under.start(batchOf({ prompts: 3, budgetUsd: '0.0006', ...small }))
    expect(await advanceToRest(under, run)).toBe('paused')
    expect(await under.summary(run)).toMatchObject({ pauseReason: 'budget', cost: { nanoUsd: 0 } })
    const sent = under.provider.requests.length
    expect(sent).toBe(2)
    await under.client.runs.resume({ run })
    await advance(under, 60_000)
    expect(under.provider.requests).toHaveLength(sent)
    expect(await under.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'budget' })
  })

  it('counts the bound of an answer whose cost is not known', async () => {
    const under = await openEngine({ rule: () => answered({ usage: usageOf({ cacheReadInputTokens: 5, textOutputTokens: 1 }) }) })
    const run = await under.start(batchOf({ prompts: 3, budgetUsd: '0.0006', ...small }))
    expect(await advanceToRest(under, run)).toBe('paused')
    expect(under.rows('select distinct cost_state, cost_nanousd, cost_upper_nanousd > 0 as bounded from attempt')).toEqual([
      { cost_state: 'unknown', cost_nanousd: null, bounded: 1 },
    ])
    expect(under.provider.requests).toHaveLength(2)
  })

  it('below what the run costs at least is refused before anything is written', async () => {
    const under = await openEngine()
    const prompt = 'x'.repeat(100_000)
    await expect(under.client.runs.start({ batch: batchOf({ prompt, budgetUsd: '0.0001' }) })).rejects.toMatchObject({
      code: 'BUDGET_EXCEEDED',
      data: { budgetNanoUsd: 100_000, scope: 'run' },
    })
    expect(under.value('select count(*) from run')).toBe(0)
  })
})

describe('a model without a price', () => {
  const providers = [{ key: 'alpha', models: [{ wireId: 'one', price: null }] }]

  it('is refused under a budget', async () => {
    const under = await openEngine({ providers })
    await expect(under.client.runs.start({ batch: batchOf({ budgetUsd: '1' }) })).rejects.toMatchObject({
      code: 'BUDGET_UNPRICED',
      data: { models: ['alpha/one'] },
    })
  })

  it('runs where the run allows it; its cost stays unknown, never 0', async () => {
    const under = await openEngine({ providers })
    const run = await under.start(batchOf({ prompts: 3, budgetUsd: '1', allowUnpriced: true }))
    const { cost, status } = await under.summary(run)
    expect(status).toBe('finished')
    expect(cost.coverage.unknown.calls).toBe(3)
    expect(under.rows('select distinct cost_state, cost_nanousd from attempt')).toEqual([{ cost_state: 'unknown', cost_nanousd: null }])
  })
})

describe('a service tier without a price', () => {
  const parameters = { serviceTier: 'priority' }

  it('is refused under a budget', async () => {
    const under = await openEngine()
    const starting = under.client.runs.start({ batch: batchOf({ budgetUsd: '1', parameters }) })
    await expect(starting).rejects.toMatchObject({ code: 'BUDGET_UNPRICED' })
    expect(under.value('select count(*) from run')).toBe(0)
  })

  it('costs what nobody knows, never the ordinary price', async () => {
    const under = await openEngine()
    const run = await under.start(batchOf({ prompts: 2, budgetUsd: '1', allowUnpriced: true, parameters }))
    expect((await under.summary(run)).cost.coverage.unknown.calls).toBe(2)
    expect(under.rows('select distinct cost_nanousd, cost_upper_nanousd from attempt')).toEqual([
      { cost_nanousd: null, cost_upper_nanousd: null },
    ])
  })
})

describe('a ceiling for each call', () => {
  it('ends a probe that might cost more, unsent; the others go', async () => {
    const under = await openEngine()
    await under.client.settings.set({ key: 'maxCostPerCallUsd', value: '0.001' })
    const dataset = [{ n: 'short' }, { n: 'x'.repeat(10_000) }, { n: 'short too' }]
    const run = await under.start(batchOf({ dataset, ...small }))
    expect(await under.summary(run)).toMatchObject({ status: 'finished', counts: { succeeded: 2, failed: 1, attempts: 2 } })
    expect(under.value(`select code from probe where status = 'failed'`)).toBe('BUDGET_EXCEEDED')
  })

  it('lets out nothing without a price: there is no bound to hold', async () => {
    const under = await openEngine({ providers: [{ key: 'alpha', models: [{ wireId: 'one', price: null }] }] })
    await under.client.settings.set({ key: 'maxCostPerCallUsd', value: '10' })
    const run = await under.start(batchOf())
    expect(await under.summary(run)).toMatchObject({ counts: { failed: 1, attempts: 0 } })
  })
})

describe('what the provider names as the cost', () => {
  it('is the cost', async () => {
    const under = await openEngine({ rule: () => answered({ reportedCostNanoUsd: spentOf(123).reportedCostNanoUsd }) })
    const run = await under.start(batchOf())
    expect((await under.summary(run)).cost).toMatchObject({ nanoUsd: 123, coverage: { reported: { calls: 1, nanoUsd: 123 } } })
  })
})
