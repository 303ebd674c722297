import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Quote } from '#contract/runs'
import type { Tokens } from '#contract/units'
import { input, model, past, tierOf, withBudget } from '../../../../test/batches/quote-builders.ts'
import { quoteOf } from './quote.ts'
import type { QuoteInput } from './quote-input.ts'

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

  it('takes 2.5 to 5 bytes a token, and the spread of past answers', () => {
    expect(rowOf(input([model('a/x')]))).toMatchObject({
      inputTokens: { low: 2_000, high: 4_000 },
      outputTokens: { low: 1_000, high: 4_000 },
      pastAnswers: 10,
    })
  })

  it('is sure of no more than a tenth around the mean of past answers, and of half to twice it while they are few', () => {
    const even = { ...past, p10OutputTokens: 100, p90OutputTokens: 100 }
    expect(rowOf(input([model('a/x', { past: even })]))?.outputTokens).toEqual({ low: 1_800, high: 2_220 })
    expect(rowOf(input([model('a/x', { past: { ...even, answers: 9 } })]))?.outputTokens).toEqual({ low: 1_000, high: 4_000 })
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

  it('knows no cost of a service tier that the price does not name, and says so', () => {
    const parameters = { serviceTier: 'priority', maxOutputTokens: 10 }
    const named = [tierOf(2, 2, { serviceTier: 'priority' }), tierOf(1, 1)]
    const quote = quoteOf(input([model('a/x', { parameters }), model('a/y', { parameters, tiers: named })], withBudget('1')))
    expect(quote.unpriced).toEqual(['a/x'])
    expect(quote.warnings).toEqual(['a/x: its price in service tier priority is unknown, so what it costs is not in the quote'])
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
          input([model('a/x', {}, { tokensPerMinute, requestsPerDay: 5 })], {
            survey,
            batch: { name: 'q', samples, budgetUsd: '1', cache: false },
          }),
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
