import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { countOf, notePage, pageAt, pageRows, pagesInSight, topPlaces } from './row-places.ts'

describe('places of a list that is read from its top', () => {
  it('has a page of rows to come as long as its end is not known', () => {
    expect(countOf(topPlaces)).toBe(pageRows)
    const two = notePage(topPlaces, 0, 100, 'b')
    expect(countOf(two)).toBe(200)
    expect(countOf(notePage(two, 1, 30, undefined))).toBe(130)
  })

  it('is the same when nothing is new', () => {
    const two = notePage(topPlaces, 0, 100, 'b')
    expect(notePage(two, 0, 100, 'b')).toBe(two)
    const whole = notePage(two, 1, 30, undefined)
    expect(notePage(whole, 1, 30, undefined)).toBe(whole)
  })

  it('forgets what follows a page that ends elsewhere now', () => {
    const three = notePage(notePage(topPlaces, 0, 100, 'b'), 1, 100, 'c')
    expect(notePage(three, 0, 100, 'x')).toEqual({ cursors: [undefined, 'x'], starts: [0, 100], end: undefined })
  })

  test.prop([fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 30 }), fc.nat(), fc.nat({ max: 60 })])(
    'finds every row in its page, however many each has',
    (sizes, at, more) => {
      const places = sizes.reduce(
        (so, size, page) => notePage(so, page, size, page === sizes.length - 1 ? undefined : `c${page}`),
        topPlaces,
      )
      const count = sizes.reduce((sum, size) => sum + size, 0)
      const row = at % count
      const page = pageAt(places, row)
      expect(places.starts[page]).toBeLessThanOrEqual(row)
      expect(places.starts[page + 1] ?? count).toBeGreaterThan(row)
      const pages = pagesInSight(places, row, Math.min(count - 1, row + more))
      expect(pages).toContain(page)
      expect(pages).toContain(pageAt(places, Math.min(count - 1, row + more)))
    },
  )
})
