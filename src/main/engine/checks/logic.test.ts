import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { Verdict } from '#contract/check'
import { allOf, anyOf, negated, scoreOf, verdictOf, type Weighed } from './logic.ts'

const verdict = fc.constantFrom<Verdict>('pass', 'fail', 'error')
const verdicts = fc.array(verdict, { maxLength: 8 })
const weighed = fc.array(
  fc.record({ verdict, weight: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 1000, noNaN: true })) }),
  {
    maxLength: 8,
  },
)
const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('verdicts', () => {
  test.prop([verdict])('are the same when negated twice', (one) => {
    expect(negated(negated(one))).toBe(one)
  })

  test.prop([verdicts])('of all and of any turn into each other when negated', (many) => {
    expect(negated(allOf(many))).toBe(anyOf(many.map(negated)))
    expect(negated(anyOf(many))).toBe(allOf(many.map(negated)))
  })

  test.prop([verdicts, verdicts])('do not depend on order or on how they are grouped', (some, others) => {
    expect(allOf([...some, ...others])).toBe(allOf([...others, ...some].toReversed()))
    expect(allOf([...some, ...others])).toBe(allOf([allOf(some), allOf(others)]))
    expect(anyOf([...some, ...others])).toBe(anyOf([anyOf(some), anyOf(others)]))
  })

  test.prop([weighed, fc.oneof(fc.constantFrom('all' as const, 'any' as const), share)])(
    'that are sure are so whatever becomes of what could not be decided',
    (checks, passWhen) => {
      const sure = verdictOf(checks, passWhen)
      const decided = (as: Verdict) =>
        verdictOf(
          checks.map((each) => (each.verdict === 'error' ? { ...each, verdict: as } : each)),
          passWhen,
        )
      if (sure === 'error') expect([decided('pass'), decided('fail')]).toEqual(['pass', 'fail'])
      else expect([decided('pass'), decided('fail')]).toEqual([sure, sure])
    },
  )

  it.each<[Verdict, Verdict, number, Verdict]>([
    ['pass', 'error', 0.5, 'pass'],
    ['pass', 'error', 0.75, 'error'],
    ['fail', 'error', 0.5, 'error'],
    ['fail', 'error', 0.75, 'fail'],
    ['pass', 'fail', 0.5, 'pass'],
  ])('of %s and %s are, where a share of %d is enough, %s', (one, other, passWhen, expected) => {
    const checks = [one, other].map((verdict) => ({ verdict, weight: 1 }))

    expect(verdictOf(checks, passWhen)).toBe(expected)
  })

  test.prop([weighed])('come with a score from 0 to 1, or with none where nothing weighs anything', (checks) => {
    const score = scoreOf(checks)
    const weighsNothing = checks.every(({ weight }) => weight === 0)
    if (weighsNothing) expect(score).toBeNull()
    else {
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
    }
  })

  test.prop([weighed, fc.nat()])('never score less when one more check passes', (checks, place) => {
    const better: Weighed[] = checks.map((each, n) => (n === place % checks.length ? { ...each, verdict: 'pass' as const } : each))
    expect(scoreOf(better) ?? 0).toBeGreaterThanOrEqual((scoreOf(checks) ?? 0) - 1e-12)
  })
})
