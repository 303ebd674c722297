import { describe, expect, it } from 'vitest'
import type { PoolLimits } from '#contract/pools'
import { changesOf, checkLimits, fieldOf, formOf, limitsOf, whatIfChanges, withTheirs } from './limits-form.ts'

const limits: PoolLimits = {
  ...{ maxParallel: 4, requestsPerMinute: 60, tokensPerMinute: null, inputTokensPerMinute: null, outputTokensPerMinute: null },
  ...{ requestsPerDay: null, dayResetsAt: '00:00 UTC', burst: null, adaptive: false, adaptiveMin: 1, adaptiveMax: null },
}
const form = (part: Partial<ReturnType<typeof formOf>>) => ({ ...formOf(limits), ...part })

describe('the limits of a pool', () => {
  it('are the same after they were shown', () => {
    expect(checkLimits(formOf(limits)).size).toBe(0)
    expect(limitsOf(formOf(limits))).toEqual(limits)
  })

  it.each([
    [{ maxParallel: '0' }, 'maxParallel', 'Out of range: 1 to 10,000 calls at once.'],
    [{ maxParallel: '' }, 'maxParallel', 'Give a number: 1 to 10,000 calls at once.'],
    [{ tokensPerMinute: '1.5' }, 'tokensPerMinute', 'Give a whole number: 1 to 1,000,000,000 tokens, in and out; empty: no limit.'],
    [{ dayResetsAt: '25:00 UTC' }, 'dayResetsAt', 'A time and a zone, such as 00:00 America/Los_Angeles.'],
    [{ dayResetsAt: '00:00 Nowhere' }, 'dayResetsAt', '“Nowhere” is no time zone: one such as UTC or America/Los_Angeles.'],
    [{ adaptiveMin: '8', adaptiveMax: '4' }, 'adaptiveMin', 'At most as many as it is tried up to, 4.'],
    [{ adaptive: true, adaptiveMin: '8' }, 'adaptiveMin', 'At most as many as may be in flight, 4.'],
  ])('say what is wrong at its field: %j', (part, field, words) => {
    expect(checkLimits(form(part))).toEqual(new Map([[field, words]]))
  })

  it('are saved, and imagined, only where they are others', () => {
    const changes = changesOf(form({ maxParallel: '8', requestsPerMinute: '', dayResetsAt: '01:00 UTC' }), formOf(limits))
    expect(changes).toEqual({ maxParallel: 8, requestsPerMinute: null, dayResetsAt: '01:00 UTC' })
    expect(whatIfChanges({ provider: 'a', name: 'b.c' }, changes)).toEqual([
      { path: 'pool.a/b.c.maxParallel', value: 8 },
      { path: 'pool.a/b.c.requestsPerMinute', value: null },
    ])
    expect(changesOf(form({ maxParallel: ' 4 ' }), formOf(limits))).toEqual({})
  })

  it('take what somebody else has set', () => {
    const theirs = new Map<string, number | boolean | null>([
      ['limits.maxParallel', 9],
      ['adaptive', true],
      ['burst', null],
    ])
    expect(withTheirs(form({ maxParallel: '8', burst: '3' }), theirs)).toMatchObject({ maxParallel: '9', adaptive: true, burst: '' })
  })

  it('show what the engine says at their fields', () => {
    expect([fieldOf('limits.burst'), fieldOf('adaptiveMin'), fieldOf('models.3')]).toEqual(['burst', 'adaptiveMin', undefined])
  })
})
