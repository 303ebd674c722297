import { describe, expect, it } from 'vitest'
import { defaultPolicies, hintLimits, maxAttempts, policyProblems, rateLimitBackoffMs, rateLimitWaits } from './policies.ts'

describe('default policies', () => {
  it('pauses a refused pool 30, 60, 90 and 120 s, and a probe sits through all of them', () => {
    expect(rateLimitBackoffMs).toEqual([30_000, 60_000, 90_000, 120_000])
    expect(rateLimitWaits).toBe(4)
  })

  it('tries five times, and obeys hints from 1 s to 24 h', () => {
    expect(maxAttempts).toBe(5)
    expect(hintLimits).toEqual({ minMs: 1000, maxObeyedMs: 86_400_000 })
  })

  it('have no problem', () => {
    expect(policyProblems(defaultPolicies)).toEqual([])
  })
})

describe('policyProblems', () => {
  const { backoff } = defaultPolicies
  const dayMs = 86_400_000

  it.each([
    ['maxAttempts', 0, { maxAttempts: 0 }],
    ['maxAttempts', 101, { maxAttempts: 101 }],
    ['maxAttempts', 2.5, { maxAttempts: 2.5 }],
    ['backoff.initialDelayMs', 0, { backoff: { ...backoff, initialDelayMs: 0 } }],
    ['backoff.multiplier', 0.5, { backoff: { ...backoff, multiplier: 0.5 } }],
    ['backoff.multiplier', Number.NaN, { backoff: { ...backoff, multiplier: Number.NaN } }],
    ['backoff.multiplier', 101, { backoff: { ...backoff, multiplier: 101 } }],
    ['backoff.maxDelayMs', 999, { backoff: { ...backoff, maxDelayMs: 999 } }],
    ['backoff.maxDelayMs', dayMs + 1, { backoff: { ...backoff, maxDelayMs: dayMs + 1 } }],
    ['rateLimitBackoffMs', [], { rateLimitBackoffMs: [] }],
    ['rateLimitBackoffMs[1]', 999, { rateLimitBackoffMs: [1000, 999] }],
    ['rateLimitBackoffMs[0]', dayMs + 1, { rateLimitBackoffMs: [dayMs + 1] }],
  ])('names %s and the value got, %j', (path, got, change) => {
    expect(policyProblems({ ...defaultPolicies, ...change })).toEqual([{ path, got, expected: expect.stringMatching(/\d/) }])
  })

  it('names a jitter that is none, and those that are', () => {
    const backoffRead: typeof backoff = JSON.parse('{"initialDelayMs":1000,"multiplier":2,"maxDelayMs":60000,"jitter":"some"}')
    expect(policyProblems({ ...defaultPolicies, backoff: backoffRead })).toEqual([
      { path: 'backoff.jitter', got: 'some', expected: 'one of none, full, equal, decorrelated' },
    ])
  })

  it.each(['none', 'full', 'equal', 'decorrelated'] as const)('takes %s as a jitter', (jitter) => {
    expect(policyProblems({ ...defaultPolicies, backoff: { ...backoff, jitter } })).toEqual([])
  })

  it('takes what lies on a bound', () => {
    const edge = { initialDelayMs: 1, multiplier: 1, maxDelayMs: dayMs, jitter: 'full' } as const
    expect(policyProblems({ maxAttempts: 1, backoff: edge, rateLimitBackoffMs: [1000] })).toEqual([])
    const other = { initialDelayMs: dayMs, multiplier: 100, maxDelayMs: dayMs, jitter: 'full' } as const
    expect(policyProblems({ maxAttempts: 100, backoff: other, rateLimitBackoffMs: Array(20).fill(dayMs) })).toEqual([])
  })

  it('takes at most 20 pauses', () => {
    const pauses = Array(21).fill(1000)
    expect(policyProblems({ ...defaultPolicies, rateLimitBackoffMs: pauses })).toEqual([
      { path: 'rateLimitBackoffMs', got: pauses, expected: 'from 1 to 20 pauses' },
    ])
  })

  it('names everything that is wrong at once', () => {
    const problems = policyProblems({ maxAttempts: -1, backoff: { ...backoff, initialDelayMs: -1 }, rateLimitBackoffMs: [] })
    expect(problems.map((problem) => problem.path)).toEqual(['maxAttempts', 'backoff.initialDelayMs', 'rateLimitBackoffMs'])
  })
})
