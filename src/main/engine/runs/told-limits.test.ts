import { fc, it as property } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { ToldLimits } from './told-limits.ts'

const call = { inputTokens: 10, outputTokens: 20 }
const told = (limits: Parameters<ToldLimits['tell']>[0], started: Parameters<ToldLimits['tell']>[2] = []) => {
  const state = new ToldLimits()
  state.tell(limits, 0, started, 1000)
  return state
}

describe('what a provider says is left', () => {
  it('holds nothing back before it is said', () => {
    expect(new ToldLimits().ask(call, 0)).toBeUndefined()
  })

  it('holds the next call back until as much has come back', () => {
    const state = told([{ dimension: 'requests', limit: 60, remaining: 0, resetsInMs: 60_000 }])
    expect(state.ask(call, 1000)).toEqual({ cause: 'requests_per_minute', atMs: 2000 })
    expect(state.ask(call, 2000)).toBeUndefined()
  })

  it('lets out what is left, and takes it off', () => {
    const state = told([{ dimension: 'requests', remaining: 2, resetsInMs: 60_000 }])
    state.take(call)
    expect(state.ask(call, 1000)).toBeUndefined()
    state.take(call)
    expect(state.ask(call, 1000)).toEqual({ cause: 'requests_per_minute', atMs: 61_000 })
    expect(state.left('requests', 1000)).toBe(0)
    expect(state.left('requests', 61_000)).toBeUndefined()
  })

  it('takes off what left after the call that brought the word, which it may not have counted', () => {
    const state = told(
      [{ dimension: 'tokens', remaining: 100, resetsInMs: 60_000 }],
      [
        { ...call, atMs: -1 },
        { ...call, atMs: 500 },
      ],
    )
    expect(state.left('tokens', 1000)).toBe(70)
  })

  it.each([
    ['tokens', 'tokens_per_minute', 29],
    ['inputTokens', 'input_tokens_per_minute', 9],
    ['outputTokens', 'output_tokens_per_minute', 19],
  ] as const)('counts %s by what the call is reckoned to take', (dimension, cause, remaining) => {
    expect(told([{ dimension, remaining, resetsInMs: 30_000 }]).ask(call, 1000)).toEqual({ cause, atMs: 31_000 })
    expect(told([{ dimension, remaining: remaining + 1, resetsInMs: 30_000 }]).ask(call, 1000)).toBeUndefined()
  })

  it('is a day where its reset is hours away, and is obeyed for a day at most', () => {
    const state = told([{ dimension: 'requests', remaining: 0, resetsInMs: 1e12 }])
    expect(state.ask(call, 1000)).toEqual({ cause: 'requests_per_day', atMs: 86_401_000 })
  })

  it('is not told anew by a call that left earlier and took longer', () => {
    const state = new ToldLimits()
    state.tell([{ dimension: 'requests', remaining: 1, resetsInMs: 60_000 }], 500, [], 1000)
    state.tell([{ dimension: 'requests', remaining: 99, resetsInMs: 60_000 }], 0, [], 2000)
    expect(state.left('requests', 2000)).toBe(1)
    state.tell([{ dimension: 'requests', remaining: 99, resetsInMs: 60_000 }], 0, [], 61_000)
    expect(state.left('requests', 61_000)).toBe(99)
  })

  it('comes back within a minute where no reset is said', () => {
    expect(told([{ dimension: 'requests', limit: 60, remaining: 0 }]).ask(call, 1000)).toMatchObject({ atMs: 61_000 })
  })

  it('lets out what is larger than the whole limit once that is whole', () => {
    const state = told([{ dimension: 'tokens', limit: 20, remaining: 10, resetsInMs: 10_000 }])
    expect(state.ask(call, 1000)).toMatchObject({ atMs: 11_000 })
    expect(state.ask(call, 11_000)).toBeUndefined()
  })
})

property.prop([fc.nat(1000), fc.nat(1000), fc.nat(100_000), fc.array(fc.nat(5000), { maxLength: 50 })])(
  'never lets out more than was left and has come back',
  (limit, remaining, resetsInMs, gaps) => {
    const state = new ToldLimits()
    const left = Math.min(limit, remaining)
    state.tell([{ dimension: 'requests', limit, remaining: left, resetsInMs }], 0, [], 0)
    let nowMs = 0
    let sent = 0
    for (const gap of gaps) {
      nowMs += gap
      if (nowMs >= resetsInMs || state.ask(call, nowMs) !== undefined) continue
      state.take(call)
      sent += 1
      expect(sent).toBeLessThanOrEqual(left + ((limit - left) * nowMs) / resetsInMs + 1e-6)
    }
  },
)
