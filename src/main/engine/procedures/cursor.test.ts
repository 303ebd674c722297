import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { cutPage, decodeNumber, decodeNumbers, encodeCursor, pageOf } from './cursor.ts'

describe('a cursor', () => {
  test.prop([fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 3 })])('comes back as the numbers it was made of', (key) => {
    expect(decodeNumbers(encodeCursor(...key), key.length)).toEqual(key)
  })

  it('that is absent begins at the beginning', () => {
    expect(decodeNumber(undefined)).toBeUndefined()
  })

  it.each(['', ' ', '-1', '1.5', '1e9', '12:', 'abc', '1:2'])('made of "%s" is none of a list by number', (text) => {
    expect(() => decodeNumber(Buffer.from(text).toString('base64url'))).toThrow('INVALID_INPUT')
  })
})

describe('a page cut from what was read', () => {
  const cursorOf = (row: number) => `after ${row}`

  it('is all of it, and the last, when the row beyond it is not there', () => {
    expect(cutPage([1, 2], 3, cursorOf)).toEqual({ rows: [1, 2] })
    expect(cutPage([1, 2, 3], 3, cursorOf)).toEqual({ rows: [1, 2, 3] })
    expect(cutPage([], 3, cursorOf)).toEqual({ rows: [] })
  })

  it('ends at its limit and names its last row when there are more', () => {
    expect(cutPage([1, 2, 3, 4], 3, cursorOf)).toEqual({ rows: [1, 2, 3], next: 'after 3' })
  })
})

describe('pages of names', () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 40 }).map((list) => list.sort(byteOrder))

  test.prop([names, fc.integer({ min: 1, max: 7 }), fc.func(fc.boolean())])(
    'are together every wanted name once, in order',
    (sorted, limit, isWanted) => {
      const seen: string[] = []
      for (let after: string | undefined; ; ) {
        const page = pageOf(sorted, (name) => name, { after, limit }, isWanted)
        seen.push(...page.items)
        if (page.next === undefined) break
        expect(page.items).toHaveLength(limit)
        after = page.next
      }
      expect(seen).toEqual(sorted.filter((name) => isWanted(name)))
    },
  )
})

function byteOrder(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
