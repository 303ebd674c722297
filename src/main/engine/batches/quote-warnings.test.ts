import { describe, expect, it } from 'vitest'
import type { EpochMs, Tokens } from '#contract/units'
import { dayMs, input, model, nowMs, withBudget } from '../../../../test/batches/quote-builders.ts'
import { quoteOf } from './quote.ts'
import type { QuotedModel, QuoteInput } from './quote-input.ts'

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

  it('name a prompt that uses no column', () => {
    expect(warnings([model('a/x')], { batch: { ...input([]).batch, prompt: 'Hi {city}' } })).toEqual([
      'all 10 prompts are the same: no column of the dataset is used, which is written {{column}}',
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
