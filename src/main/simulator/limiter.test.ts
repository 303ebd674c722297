import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { Limiter } from './limiter.ts'
import { LimitRule } from './profile.ts'

const limiter = (...rules: object[]) => new Limiter(rules.map((rule) => LimitRule.parse(rule)))
const arrivals = fc.array(fc.record({ gapMs: fc.nat(40), tokens: fc.integer({ min: 1, max: 30 }) }), { minLength: 1, maxLength: 200 })

test.prop([arrivals, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 60 })])(
  'never admits more than n requests, nor more than n tokens, in any minute',
  (calls, requestsPerMinute, tokensPerMinute) => {
    const gate = limiter({ requestsPerMinute, tokensPerMinute, minuteMs: 100 })
    const admitted: { atMs: number; tokens: number }[] = []
    let atMs = 0
    for (const { gapMs, tokens } of calls) {
      atMs += gapMs
      if (gate.admit('m', tokens, atMs).kind === 'admitted') admitted.push({ atMs, tokens })
    }
    for (const start of admitted) {
      const minute = admitted.filter((other) => other.atMs >= start.atMs && other.atMs < start.atMs + 100)
      expect(minute.length).toBeLessThanOrEqual(requestsPerMinute)
      const tokens = minute.reduce((sum, other) => sum + other.tokens, 0)
      expect(minute.length === 1 || tokens <= tokensPerMinute).toBe(true)
    }
  },
)

test.prop([arrivals, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 60 })])(
  'tells a wait after which it admits, and not a millisecond less',
  (calls, requestsPerMinute, tokensPerMinute) => {
    const gate = limiter({ requestsPerMinute, tokensPerMinute, minuteMs: 100 })
    let atMs = 0
    for (const { gapMs, tokens } of calls) {
      atMs += gapMs
      const admission = gate.admit('m', tokens, atMs)
      if (admission.kind === 'admitted') continue
      expect(gate.admit('m', tokens, atMs + admission.waitMs - 1).kind).toBe('refused')
      expect(gate.admit('m', tokens, atMs + admission.waitMs).kind).toBe('admitted')
      atMs += admission.waitMs
    }
  },
)

it('admits again when an admitted request leaves, never n + 1 at once', () => {
  const gate = limiter({ maxInFlight: 2 })
  expect([1, 2, 3].map(() => gate.admit('m', 1, 0).kind)).toEqual(['admitted', 'admitted', 'refused'])
  gate.leave('m')
  expect([1, 2].map(() => gate.admit('m', 1, 0).kind)).toEqual(['admitted', 'refused'])
})

it('admits one request per interval and refuses the rest', () => {
  const gate = limiter({ admitEveryMs: 10_000 })
  const kinds = [0, 1, 9999, 10_000, 10_001].map((atMs) => gate.admit('m', 1, atMs).kind)
  expect(kinds).toEqual(['admitted', 'refused', 'refused', 'admitted', 'refused'])
})

it('takes nothing from a rule when another refuses', () => {
  const gate = limiter({ requestsPerMinute: 2 }, { models: ['m'], maxInFlight: 1 })
  gate.admit('m', 1, 0)
  gate.admit('m', 1, 0)
  expect(gate.admit('other', 1, 0).kind).toBe('admitted')
})

it('limits only the models that a rule names, all of them together', () => {
  const gate = limiter({ models: ['a', 'b'], requestsPerMinute: 1 })
  expect(['a', 'b', 'c'].map((model) => gate.admit(model, 1, 0).kind)).toEqual(['admitted', 'refused', 'admitted'])
})

it('counts refused requests where the rule says so', () => {
  const gate = limiter({ requestsPerMinute: 1, minuteMs: 100, countsRefused: true })
  expect([0, 99, 198, 298].map((atMs) => gate.admit('m', 1, atMs).kind)).toEqual(['admitted', 'refused', 'refused', 'admitted'])
})

it('admits a request larger than the whole minute when the minute is empty', () => {
  const gate = limiter({ tokensPerMinute: 10, minuteMs: 100 })
  expect(gate.admit('m', 50, 0).kind).toBe('admitted')
  expect(gate.admit('m', 1, 99)).toMatchObject({ kind: 'refused', waitMs: 1 })
})

it('keeps counting right over thousands of windows that overlap', () => {
  const gate = limiter({ requestsPerMinute: 3, minuteMs: 10 })
  const admitted: number[] = []
  for (let offer = 1; offer < 24_000; offer++) {
    const atMs = Math.floor(offer / 3) * 4
    if (gate.admit('m', 1, atMs).kind === 'admitted') admitted.push(atMs)
  }
  expect(admitted.filter((atMs, index) => atMs - (admitted[index - 3] ?? -10) < 10)).toEqual([])
  expect(admitted.length).toBeGreaterThan(7900)
})

it('carries the hints of the rule that refuses longest', () => {
  const gate = limiter(
    { requestsPerMinute: 1, minuteMs: 50, hints: [{ as: 'retry-after' }] },
    { requestsPerMinute: 1, minuteMs: 90, hints: [{ as: 'retry-info' }] },
  )
  gate.admit('m', 1, 0)
  expect(gate.admit('m', 1, 10)).toEqual({ kind: 'refused', waitMs: 80, hints: [{ as: 'retry-info' }] })
})
