import { fc, it as property } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { binsOf } from './bins.ts'

const sketch = (index: number, count: number) => ({ from: 1.04 ** (index - 1), upTo: 1.04 ** index, count })

property.prop([fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 1000 })), { minLength: 1, maxLength: 80 })])(
  'bins are no more than can be told apart, follow one another, and count what was given',
  (pairs) => {
    const given = [...new Map(pairs)].sort(([left], [right]) => left - right).map(([index, count]) => sketch(index, count))
    const bins = binsOf(given)
    expect(bins.length).toBeLessThanOrEqual(48)
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(given.reduce((sum, { count }) => sum + count, 0))
    expect(bins.slice(1).every(({ from }, index) => from === bins[index]?.upTo)).toBe(true)
  },
)

it('a gap is bins without a call', () => {
  const bins = binsOf([sketch(10, 3), sketch(14, 2)])
  expect(bins.map(({ count }) => count)).toEqual([3, 0, 0, 0, 2])
})

it('nothing is no bin', () => {
  expect(binsOf([])).toEqual([])
})
