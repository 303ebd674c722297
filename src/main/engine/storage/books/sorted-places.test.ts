import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { sortedPlaces } from './sorted-places.ts'

const value = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom(Number.NaN, 1 / 3, 2 ** 53 - 1, Number.POSITIVE_INFINITY),
  fc.double({ min: 0, noNaN: true }),
)

describe('places in the order of their values', () => {
  test.prop([fc.array(value)])('are those of a sort by value: equal ones as they come, those without a value last', (values) => {
    const sorted = values
      .map((each, place) => ({ place, key: Number.isNaN(each) ? Number.POSITIVE_INFINITY : each, isKnown: !Number.isNaN(each) }))
      .sort((a, b) => Number(b.isKnown) - Number(a.isKnown) || (a.key < b.key ? -1 : a.key > b.key ? 1 : a.place - b.place))
    expect([...sortedPlaces(Float64Array.from(values))]).toEqual(sorted.map(({ place }) => place))
  })
})
