import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { ModelRef, PoolName } from '#contract/ids'
import type { PoolLimits } from '#contract/pools'
import type { PriceTier } from '#contract/prices'
import { Quote } from '#contract/runs'
import type { EpochMs, MicroUsdPerMillionTokens, Tokens } from '#contract/units'
import { completeRates } from '#engine/money'
import { quoteOf } from './quote.ts'
import type { QuotedModel, QuoteInput } from './quote-input.ts'

const dayMs = 86_400_000
const nowMs = (1_000 * dayMs) as EpochMs
const limits: PoolLimits = {
  maxParallel: 1,
  requestsPerMinute: null,
  tokensPerMinute: null,
  inputTokensPerMinute: null,
  outputTokensPerMinute: null,
  requestsPerDay: null,
  dayResetsAt: '00:00 UTC',
  burst: null,
}
const tierOf = (input: number, output: number | null, when?: PriceTier['when']): PriceTier => ({
  ...(when === undefined ? {} : { when }),
  rates: completeRates({ input: input as MicroUsdPerMillionTokens, output: output as MicroUsdPerMillionTokens | null }),
})
const past = { answers: 10, meanOutputTokens: 100, maxOutputTokens: 300, meanDurationMs: 1_000 }

function model(name: string, changes: Partial<QuotedModel> = {}, pool: Partial<PoolLimits> = {}): QuotedModel {
  return {
    ref: name as ModelRef,
    parameters: {},
    tiers: [tierOf(1_000_000, 4_000_000)],
    contextWindow: null,
    maxOutput: null,
    sunsetAtMs: null,
    past,
    pool: { name: 'default' as PoolName, limits: { ...limits, ...pool } },
    providerMaxParallel: null,
    ...changes,
  }
}

/** Ten prompts of 500 bytes: 100 to 200 tokens each. */
function input(models: readonly QuotedModel[], changes: Partial<QuoteInput> = {}): QuoteInput {
  return {
    batch: { name: 'q', samples: 2 },
    survey: { prompts: 10, totalBytes: 5_000, minBytes: 500, maxBytes: 500, maxInputTokensUpper: 548 as Tokens },
    models,
    assumedOutputTokens: 400,
    nowMs,
    ...changes,
  }
}
const withBudget = (budgetUsd: string) => ({ batch: { name: 'q', samples: 2, budgetUsd } })
const rowOf = (quoted: QuoteInput) => quoteOf(quoted).rows[0]

describe('quoteOf', () => {
  it('multiplies prompts, samples and models', () => {
    expect(quoteOf(input([model('a/x'), model('a/y')]))).toMatchObject({
      prompts: 10,
      samples: 2,
      probes: 40,
      rows: [{ probes: 20 }, { probes: 20 }],
    })
  })

  it('takes 2.5 to 5 bytes a token, and half to twice the past mean of answers', () => {
    expect(rowOf(input([model('a/x')]))).toMatchObject({
      inputTokens: { low: 2_000, high: 4_000 },
      outputTokens: { low: 1_000, high: 4_000 },
      pastAnswers: 10,
    })
  })

  it('assumes the length of answers where there is no past', () => {
    expect(rowOf(input([model('a/x', { past: null })]))).toMatchObject({ outputTokens: { low: 800, high: 16_000 }, pastAnswers: 0 })
  })

  it('expects no answer above what the model or the parameters allow', () => {
    expect(rowOf(input([model('a/x', { maxOutput: 60 as Tokens })]))?.outputTokens.high).toBe(1_200)
    expect(rowOf(input([model('a/x', { parameters: { maxOutputTokens: 10 } })]))?.outputTokens).toEqual({ low: 200, high: 200 })
  })

  it('prices both ends with the rates in force', () => {
    // 2,000 tokens at 1 µ$ and 1,000 at 4 µ$; then 4,000 and 4,000.
    expect(rowOf(input([model('a/x')]))?.costNanoUsd).toEqual({ low: 6_000_000, high: 20_000_000 })
  })

  it('prices the high end by the tier of the longest prompt', () => {
    const tiers = [tierOf(2_000_000, 4_000_000, { contextTokensOver: 300 as Tokens }), tierOf(1_000_000, 4_000_000)]
    const survey = { ...input([]).survey, maxBytes: 1_000 }
    expect(rowOf(input([model('a/x', { tiers })], { survey }))?.costNanoUsd).toEqual({ low: 6_000_000, high: 24_000_000 })
  })

  it('spans the hours where a price depends on them', () => {
    const tiers = [tierOf(1_000_000, 0, { utcHours: { from: 3, to: 4 } }), tierOf(3_000_000, 0)]
    expect(rowOf(input([model('a/x', { tiers })]))?.costNanoUsd).toEqual({ low: 2_000_000, high: 12_000_000 })
  })

  it('knows no cost where the price, or a rate that is needed, is unknown', () => {
    const quote = quoteOf(input([model('a/x'), model('a/y', { tiers: null }), model('a/z', { tiers: [tierOf(1, null)] })]))
    expect(quote).toMatchObject({
      costNanoUsd: null,
      unpriced: ['a/y', 'a/z'],
      rows: [{ costNanoUsd: { low: 6_000_000 } }, { costNanoUsd: null }, { costNanoUsd: null }],
    })
    expect(quote.warnings).toContain('a/y: its price is unknown, so what it costs is not in the quote')
  })

  it('adds up what all models cost', () => {
    expect(quoteOf(input([model('a/x'), model('b/y')])).costNanoUsd).toEqual({ low: 12_000_000, high: 40_000_000 })
  })

  test.prop([fc.nat(1_000_000), fc.nat(1_000_000_000), fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 100 })])(
    'answers what the contract takes, low never above high',
    (prompts, totalBytes, samples, tokensPerMinute) => {
      const survey = { prompts, totalBytes, minBytes: 0, maxBytes: totalBytes, maxInputTokensUpper: totalBytes as Tokens }
      const quote = Quote.parse(
        quoteOf(
          input([model('a/x', {}, { tokensPerMinute, requestsPerDay: 5 })], { survey, batch: { name: 'q', samples, budgetUsd: '1' } }),
        ),
      )
      for (const range of [quote.durationMs, quote.costNanoUsd, quote.rows[0]?.inputTokens, quote.rows[0]?.outputTokens])
        expect(range?.low).toBeLessThanOrEqual(range?.high ?? -1)
    },
  )
})

describe('the cap on answers', () => {
  it('is set under a budget only', () => {
    expect(quoteOf(input([model('a/x')])).maxOutputTokens).toBeNull()
    expect(quoteOf(input([model('a/x')], withBudget('1'))).maxOutputTokens).toBe(400)
  })

  it('is none where every model has its own', () => {
    expect(quoteOf(input([model('a/x', { parameters: { maxOutputTokens: 9 } })], withBudget('1'))).maxOutputTokens).toBeNull()
  })

  it('leaves four times the mean, and what was once needed', () => {
    expect(quoteOf(input([model('a/x', { past: { ...past, meanOutputTokens: 500 } })], withBudget('1'))).maxOutputTokens).toBe(2_000)
    expect(quoteOf(input([model('a/x', { past: { ...past, maxOutputTokens: 5_000 } })], withBudget('1'))).maxOutputTokens).toBe(5_000)
    expect(quoteOf(input([model('a/x', { past: null })], withBudget('1'))).maxOutputTokens).toBe(1_600)
  })

  it('asks no model for more than it can do', () => {
    expect(quoteOf(input([model('a/x'), model('a/y', { maxOutput: 100 as Tokens })], withBudget('1'))).maxOutputTokens).toBe(100)
  })
})

describe('the duration', () => {
  const duration = (models: readonly QuotedModel[], changes: Partial<QuoteInput> = {}) => quoteOf(input(models, changes)).durationMs

  it('adds up within a pool', () => {
    expect(duration([model('a/x'), model('a/y')])).toEqual({ low: 20_000, high: 80_000 })
  })

  it('overlaps between pools and between providers', () => {
    expect(duration([model('a/x'), model('a/y', { pool: { name: 'other' as PoolName, limits } }), model('b/x')])).toEqual({
      low: 10_000,
      high: 40_000,
    })
  })

  it('adds up over the pools of a provider that has a limit of its own', () => {
    const other = { pool: { name: 'other' as PoolName, limits } }
    expect(duration([model('a/x', { providerMaxParallel: 1 }), model('a/y', { ...other, providerMaxParallel: 1 })])).toEqual({
      low: 20_000,
      high: 80_000,
    })
  })

  it('is divided by the parallel calls of the pool, down to one call', () => {
    expect(duration([model('a/x', {}, { maxParallel: 4 })])).toEqual({ low: 2_500, high: 10_000 })
    expect(duration([model('a/x', {}, { maxParallel: 500 })])).toEqual({ low: 500, high: 2_000 })
  })

  it('is held back by the run itself', () => {
    expect(duration([model('a/x'), model('b/x')], { batch: { name: 'q', samples: 2, maxParallel: 1 } })).toEqual({
      low: 20_000,
      high: 80_000,
    })
  })

  it('waits for the requests of a minute, beyond the burst', () => {
    expect(duration([model('a/x', {}, { maxParallel: 100, burst: 10, requestsPerMinute: 10 })])).toEqual({ low: 61_000, high: 61_000 })
  })

  it('waits for the tokens of a minute, beyond the first', () => {
    // 3,000 to 8,000 tokens in all.
    expect(duration([model('a/x', {}, { maxParallel: 100, tokensPerMinute: 1_000 })])).toEqual({ low: 122_000, high: 427_000 })
    expect(duration([model('a/x', {}, { maxParallel: 100, inputTokensPerMinute: 1_000 })])).toEqual({ low: 61_000, high: 183_000 })
    expect(duration([model('a/x', {}, { maxParallel: 100, outputTokensPerMinute: 1_000 })])).toEqual({ low: 500, high: 183_000 })
  })

  it('waits for the next days', () => {
    expect(duration([model('a/x', {}, { requestsPerDay: 7 })])).toEqual({ low: dayMs, high: 2 * dayMs })
  })

  it('is guessed from the tokens where there is no past', () => {
    expect(duration([model('a/x', { past: null }, { maxParallel: 20 })])).toEqual({ low: 300, high: 21_000 })
  })
})

describe('the warnings', () => {
  const warnings = (models: readonly QuotedModel[], changes: Partial<QuoteInput> = {}) => quoteOf(input(models, changes)).warnings

  it('are none for a run that fits', () => {
    expect(
      warnings(
        [model('a/x', { contextWindow: 200 as Tokens, sunsetAtMs: (nowMs + 31 * dayMs) as EpochMs }, { tokensPerMinute: 400 })],
        withBudget('1'),
      ),
    ).toEqual([])
  })

  it('name a prompt that does not fit, or may not fit, the context window', () => {
    expect(warnings([model('a/x', { contextWindow: 199 as Tokens }), model('a/y', { contextWindow: 99 as Tokens })])).toEqual([
      'a/x: the longest prompt, about 100 to 200 tokens, may not fit its context window of 199',
      'a/y: the longest prompt, about 100 to 200 tokens, does not fit its context window of 99',
    ])
  })

  it('say that a probe above the tokens of a minute goes alone', () => {
    expect(warnings([model('a/x', {}, { tokensPerMinute: 399 })])).toEqual([
      'a/x: a probe is estimated above the 399 tokens a minute of pool default: such probes go alone, each when the minute is empty',
    ])
  })

  it('name a model that ends within 30 days, or has ended', () => {
    const ends = (days: number) => ({ sunsetAtMs: (nowMs + days * dayMs) as EpochMs })
    expect(warnings([model('a/x', ends(30)), model('a/y', ends(1)), model('a/z', ends(-1))])).toEqual([
      'a/x: its provider will end it in 30 days',
      'a/y: its provider will end it in 1 day',
      'a/z: its provider has announced its end for a day that is past',
    ])
  })

  it('say that a budget may not last', () => {
    expect(warnings([model('a/x')], withBudget('0.019'))).toEqual(['the budget of $0.019 may not last for all 20 probes'])
  })

  it('name a model of which one call may cost more than the budget', () => {
    // 548 tokens at 1 µ$ and 400 at 4 µ$.
    expect(warnings([model('a/x')], withBudget('0.002'))).toContain(
      'a/x: one call may cost up to $0.00215, which is above the budget, so it may never be sent: lower maxOutputTokens or raise the budget',
    )
  })
})
