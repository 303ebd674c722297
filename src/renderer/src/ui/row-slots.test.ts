import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { inPlace, slotOf } from './row-slots.ts'
import { withActive } from './table-keys.ts'

const [overscan, seen, count] = [2, 20, 100_000]
const slots = seen + 2 * overscan + 2

/** The rows drawn with so many above them, as they stand in the page, with their elements. */
function drawn(first: number, restedAt: number, active: number) {
  const sight = { first, last: Math.min(count, first + seen) - 1, overscan, slots }
  const rows = withActive({ startIndex: sight.first, endIndex: sight.last, overscan, count }, active, count)
  const inOrder = inPlace(
    rows.map((index) => ({ index })),
    restedAt,
    sight,
  ).map(({ index }) => index)
  return { rows, inOrder, elements: inOrder.map((index) => slotOf(index, sight)) }
}

const index = fc.integer({ min: 0, max: count - seen })

describe('rows that lend their elements', () => {
  it('stand in the order that they have while the table rests', () => {
    for (const first of [0, 1, 2, 13, 26, 31_415, count - seen]) {
      const { rows, inOrder } = drawn(first, first, first + 3)
      expect(inOrder).toEqual(rows)
    }
  })

  it('keep the active row where it is drawn alone, before or after the others', () => {
    expect(drawn(500, 480, 7)).toMatchObject({ inOrder: { 0: 7 }, elements: { 0: 'far' } })
    expect(drawn(500, 480, 900).inOrder.at(-1)).toBe(900)
  })

  test.prop([index, index, index])('are each of another element', (first, restedAt, active) => {
    const { rows, elements } = drawn(first, restedAt, active)
    expect(new Set(elements).size).toBe(rows.length)
  })

  test.prop([index, index, index])('stay where they stand, however far the table is scrolled', (restedAt, from, to) => {
    const [before, after] = [from, to].map((first) => drawn(first, restedAt, first).elements)
    expect(after?.filter((slot) => before?.includes(slot))).toEqual(before?.filter((slot) => after?.includes(slot)))
  })
})
