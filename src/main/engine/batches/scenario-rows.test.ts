import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Scenarios } from '#contract/scenarios'
import { scenarioCount, scenarioIssues, scenarioRows } from './scenario-rows.ts'

const made = (written: object) => [...scenarioRows(Scenarios.parse(written))]
const sayings = (written: object) => scenarioIssues(Scenarios.parse(written)).map(({ message }) => message)
const dimensions = { country: ['France', 'Japan'], tone: ['formal', 'casual', null] }
const someDimensions = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.array(fc.integer(), { minLength: 1, maxLength: 5 }), {
  minKeys: 1,
  maxKeys: 4,
})

describe('scenarioRows', () => {
  it('makes each with each, the last dimension turning fastest', () => {
    expect(made({ dimensions }).map(({ country, tone }) => `${country} ${tone}`)).toEqual([
      ...['France formal', 'France casual', 'France null'],
      ...['Japan formal', 'Japan casual', 'Japan null'],
    ])
  })

  it('zips the first with the first', () => {
    expect(made({ dimensions: { a: [1, 2], b: ['x', 'y'] }, mode: 'zip' })).toEqual([
      { a: 1, b: 'x' },
      { a: 2, b: 'y' },
    ])
  })

  it('draws the same sample for the same seed, and another for another', () => {
    const many = { dimensions: { a: Array.from({ length: 1000 }, (_, n) => n), b: [1, 2, 3] }, mode: 'sample', count: 20 }
    expect(made({ ...many, seed: 7 })).toEqual(made({ ...many, seed: 7 }))
    expect(made({ ...many, seed: 7 })).not.toEqual(made({ ...many, seed: 8 }))
  })

  it('draws from all of a grid that no list could hold', () => {
    const digits = Array.from({ length: 1000 }, (_, n) => n)
    const rows = made({ dimensions: { a: digits, b: digits, c: digits, d: digits }, mode: 'sample', count: 400 })
    expect(rows.filter(({ a }) => Number(a) < 500).length).toBeGreaterThan(140)
    expect(rows.filter(({ d }) => Number(d) < 500).length).toBeGreaterThan(140)
    expect(rows.filter(({ a }) => Number(a) < 500).length).toBeLessThan(260)
  })

  test.prop([someDimensions, fc.nat(), fc.integer({ min: 1, max: 625 })])(
    'a sample is so many different scenarios of the grid, in its order',
    (some, seed, wanted) => {
      const grid = made({ dimensions: some })
      const count = Math.min(wanted, grid.length)
      const sample = made({ dimensions: some, mode: 'sample', count, seed: seed % 2 ** 31 })
      const places = sample.map((row) => JSON.stringify(row))
      expect(sample).toHaveLength(count)
      expect(scenarioCount(Scenarios.parse({ dimensions: some }))).toBe(grid.length)
      let at = -1
      for (const place of places) {
        at = grid.findIndex((row, index) => index > at && JSON.stringify(row) === place)
        expect(at).toBeGreaterThanOrEqual(0)
      }
    },
  )
})

describe('scenarioIssues', () => {
  it('finds nothing wrong with a grid, a zip of as many, and a sample that can be drawn', () => {
    expect(sayings({ dimensions })).toEqual([])
    expect(sayings({ dimensions: { a: [1], b: [2] }, mode: 'zip' })).toEqual([])
    expect(sayings({ dimensions, mode: 'sample', count: 6 })).toEqual([])
  })

  it('says which dimensions of a zip do not fit', () => {
    expect(sayings({ dimensions, mode: 'zip' })).toEqual(['zipped dimensions have as many values each, and "country" has 2, "tone" 3'])
  })

  it('refuses a sample of more than there are, and one that does not say how many', () => {
    expect(sayings({ dimensions, mode: 'sample', count: 7 })).toEqual(['there are 6 different scenarios, so a sample of 7 cannot be drawn'])
    expect(sayings({ dimensions, mode: 'sample' })).toEqual(['a sample wants to know how many: expected a count'])
  })

  it('refuses a grid too large to run, no dimensions, names that are ours, and a count that says nothing', () => {
    const thousand = Array.from({ length: 1001 }, (_, n) => n)
    expect(sayings({ dimensions: { a: thousand, b: thousand } })[0]).toContain('1002001 scenarios')
    expect(sayings({ dimensions: {} })[0]).toContain('at least one dimension')
    expect(sayings({ dimensions: { __checks: ['a'] } })[0]).toContain('this name is ours')
    expect(sayings({ dimensions, count: 3 })[0]).toContain('only a sample has a count')
  })
})
