import { fc, it as property } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { cumulative, mostBars, mostPoints, otherSeries, pivot, sumOf, thinned, withoutHidden } from './chart-data.ts'

interface Row {
  readonly day: string
  readonly model: string
  readonly nanoUsd: number
}

const days = ['2026-11-01', '2026-11-02', '2026-11-03'].map((key) => ({ key, label: key, title: key }))
const of = (rows: readonly Row[], ranking: readonly string[] = []) =>
  pivot({ rows, pointOf: ({ day }) => day, seriesOf: ({ model }) => model, amountOf: ({ nanoUsd }) => nanoUsd, points: days, ranking })
const row = (day: string, model: string, nanoUsd: number): Row => ({ day, model, nanoUsd })

describe('a pivot', () => {
  it('has every point that is named, and 0 where a series has no row', () => {
    const { points, series } = of([row('2026-11-01', 'a', 5), row('2026-11-03', 'b', 7), row('2026-11-01', 'a', 1)])
    expect(series.map(({ id }) => id)).toEqual(['b', 'a'])
    expect(points.map(({ values }) => values)).toEqual([
      [0, 6],
      [0, 0],
      [7, 0],
    ])
  })

  it('keeps series where they rank elsewhere, so that their colours stay', () => {
    const { series } = of([row('2026-11-01', 'a', 5), row('2026-11-01', 'b', 7)], ['a', 'b'])
    expect(series.map(({ id, colour }) => [id, colour])).toEqual([
      ['a', 'var(--series1)'],
      ['b', 'var(--series2)'],
    ])
  })

  it('puts what is smaller than the eight largest into one series', () => {
    const { series, points } = of(Array.from({ length: 12 }, (_, index) => row('2026-11-02', `m${index}`, 100 - index)))
    expect(series).toHaveLength(9)
    expect(series[8]).toEqual({ id: otherSeries, label: '4 others', colour: 'var(--edge)' })
    expect(points[1]?.values[8]).toBe(92 + 91 + 90 + 89)
  })

  it('leaves what is not known unknown, in whatever order it comes, where nothing else is known there', () => {
    const amounts = (given: readonly (number | null)[]) =>
      pivot({ rows: given, pointOf: () => 'day', seriesOf: () => 'a', amountOf: (amount) => amount, points: [] }).points[0]?.values
    expect([[null], [null, 0], [0, null], [null, 5], [5, null, 0], [0]].map(amounts)).toEqual([[null], [null], [null], [5], [5], [0]])
  })

  it('makes a point of its own for a row of none that is named', () => {
    expect(of([row('2027-01-01', 'a', 5)]).points[3]).toEqual({ key: '2027-01-01', label: '2027-01-01', title: '2027-01-01', values: [5] })
  })

  property.prop([
    fc.array(
      fc.record({
        day: fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-03', '2026-12-24'),
        model: fc.integer({ min: 0, max: 30 }).map(String),
        nanoUsd: fc.integer({ min: 0, max: 10_000_000_000_000 }),
      }),
      { maxLength: 300 },
    ),
  ])('adds up to the same nano-dollar as its rows, and so does its running sum', (rows) => {
    const data = of(rows)
    const all = rows.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0)
    expect(data.points.reduce((sum, { values }) => sum + sumOf(values), 0)).toBe(all)
    const running = cumulative(data, { id: 'spent', label: 'Spent', colour: 'var(--series1)' })
    expect(running.points.at(-1)?.values).toEqual([all])
  })
})

describe('what is drawn', () => {
  property.prop([fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 9 })], { numRuns: 25 })(
    'has no more points and bars than can be told apart, and the same sum',
    (points, series) => {
      const data = {
        series: Array.from({ length: series }, (_, index) => ({ id: `${index}`, label: `${index}`, colour: 'red' })),
        points: Array.from({ length: points }, (_, at) => ({
          key: `${at}`,
          label: `${at}`,
          title: `${at}`,
          values: Array.from({ length: series }, (_, index) => at * 3 + index),
        })),
      }
      const drawn = thinned(data)
      expect(drawn.points.length).toBeLessThanOrEqual(mostPoints)
      expect(drawn.points.length * series).toBeLessThanOrEqual(mostBars)
      const sumOfAll = ({ points: all }: typeof data) => all.reduce((sum, { values }) => sum + sumOf(values), 0)
      expect(
        sumOfAll({
          ...drawn,
          series: [...drawn.series],
          points: drawn.points.map((each) => ({ ...each, values: each.values.map(Number) })),
        }),
      ).toBe(sumOfAll(data))
    },
  )

  it('names neighbours that were put together by the first and the last, and joins what is no sum as it is told', () => {
    const data = {
      series: [{ id: 'p95', label: 'p95', colour: 'red' }],
      points: Array.from({ length: 1000 }, (_, at) => ({
        key: `${at}`,
        label: `${at}`,
        title: `t${at}`,
        values: [at % 2 === 0 ? at : null],
      })),
    }
    const drawn = thinned(data, (values) => Math.max(...values))
    expect(drawn.points[0]).toEqual({ key: '0', label: '0', title: 't0 – t1', values: [0] })
    expect(drawn.points).toHaveLength(500)
  })

  it('leaves out what a person has hidden', () => {
    const data = of([row('2026-11-01', 'a', 5), row('2026-11-01', 'b', 7)])
    expect(withoutHidden(data, new Set(['b'])).points[0]?.values).toEqual([5])
    expect(withoutHidden(data, new Set())).toBe(data)
  })
})
