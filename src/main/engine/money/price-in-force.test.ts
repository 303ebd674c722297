import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { EpochMs } from '#contract/units'
import { priceInForce } from './price-in-force.ts'

const at = (ms: number) => EpochMs.parse(ms)
const version = (effectiveFromMs: number, seq: number) => ({ effectiveFromMs: at(effectiveFromMs), seq })
const early = version(100, 1)
const late = version(200, 2)

describe('priceInForce', () => {
  it('is undefined when there is no version', () => {
    expect(priceInForce([], at(100))).toBeUndefined()
  })

  it('is undefined before the first version takes effect', () => {
    expect(priceInForce([early, late], at(99))).toBeUndefined()
  })

  it('is a version from the very instant it takes effect', () => {
    expect(priceInForce([early, late], at(100))).toBe(early)
    expect(priceInForce([early, late], at(199))).toBe(early)
    expect(priceInForce([early, late], at(200))).toBe(late)
  })

  it('is the later seq of two that take effect at the same instant', () => {
    const mended = version(100, 3)
    expect(priceInForce([early, mended], at(150))).toBe(mended)
    expect(priceInForce([mended, early], at(150))).toBe(mended)
  })

  it('is the later instant even when its seq is lower', () => {
    const appendedLast = version(100, 9)
    expect(priceInForce([late, appendedLast], at(300))).toBe(late)
    expect(priceInForce([appendedLast, late], at(300))).toBe(late)
  })

  test.prop([fc.uniqueArray(fc.tuple(fc.nat(20), fc.nat(20)), { selector: String }), fc.nat(25)])(
    'is the last one in effect when all are sorted by instant and seq',
    (places, now) => {
      const versions = places.map(([effectiveFromMs, seq]) => version(effectiveFromMs, seq))
      const sorted = versions.toSorted((left, right) => left.effectiveFromMs - right.effectiveFromMs || left.seq - right.seq)
      expect(priceInForce(versions, at(now))).toBe(sorted.findLast(({ effectiveFromMs }) => effectiveFromMs <= now))
    },
  )
})
