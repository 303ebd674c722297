import { describe, expect, it } from 'vitest'
import type { PoolName } from '#contract/ids'
import { dayMs, input, limits, model, past } from '../../../../test/batches/quote-builders.ts'
import { quoteOf } from './quote.ts'
import type { QuotedModel, QuoteInput } from './quote-input.ts'

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

  it('is not held back by the limit of another provider', () => {
    expect(duration([model('a/x', { providerMaxParallel: 1 }), model('b/x')])).toEqual({ low: 10_000, high: 40_000 })
  })

  it('is divided by the parallel calls of the pool, down to one call', () => {
    expect(duration([model('a/x', {}, { maxParallel: 4 })])).toEqual({ low: 2_500, high: 10_000 })
    expect(duration([model('a/x', {}, { maxParallel: 500 })])).toEqual({ low: 500, high: 2_000 })
  })

  it('is held back by the run itself', () => {
    expect(duration([model('a/x'), model('b/x')], { batch: { ...input([]).batch, maxParallel: 1 } })).toEqual({
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

  it('has room for the retries that past answers took', () => {
    const retried = { past: { ...past, callsPerAnswer: 1.5, unansweredMsPerAnswer: 3_000 } }
    expect(duration([model('a/x', retried)])).toEqual({ low: 10_000, high: 100_000 })
    expect(duration([model('a/x', retried, { maxParallel: 100, burst: 10, requestsPerMinute: 10 })])).toEqual({
      low: 61_000,
      high: 122_000,
    })
  })

  it('is guessed from the tokens where there is no past', () => {
    expect(duration([model('a/x', { past: null }, { maxParallel: 20 })])).toEqual({ low: 300, high: 21_000 })
  })
})
