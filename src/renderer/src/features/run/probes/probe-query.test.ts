import { describe, expect, it } from 'vitest'
import { canMove, headOf, readProbeQuery, sortText, withoutFilters } from './probe-query.ts'

describe('the filters of the probe table', () => {
  it('are read from the address', () => {
    const search = {
      status: 'failed,interrupted',
      model: 'a/b,c/d',
      code: 'TIMEOUT',
      text: ' Paris ',
      fallback: 'no',
      sort: '-cost',
    } as const
    expect(readProbeQuery(search)).toEqual({
      filter: { statuses: ['failed', 'interrupted'], models: ['a/b', 'c/d'], codes: ['TIMEOUT'], text: 'Paris', fallback: false },
      sort: { by: 'cost', direction: 'desc' },
    })
  })

  it('of what checks said, and from one number to another, are in the units of the engine', () => {
    const search = {
      verdict: 'fail,none,maybe',
      check: 'equals "a, b"',
      retried: 'no',
      cached: 'yes',
      score: '..0.5',
      cost: '0.001..2',
      took: '100..',
    } as const
    expect(readProbeQuery(search).filter).toEqual({
      ...{ verdicts: ['fail', 'none'], failedCheck: 'equals "a, b"', retried: false, cached: true, maxScore: 0.5 },
      ...{ minCostNanoUsd: 1_000_000, maxCostNanoUsd: 2_000_000_000, minDurationMs: 100 },
    })
    expect(readProbeQuery({ score: '5..', cost: 'much', took: '..' }).filter).toEqual({ minScore: 1 })
  })

  it('are taken away together, and nothing else', () => {
    expect(withoutFilters({ status: 'failed', check: 'x', took: '1..', sort: '-cost', view: 'results' })).toEqual({
      sort: '-cost',
      view: 'results',
    })
  })

  it('without any in the address are none, by prompt', () => {
    expect(readProbeQuery({})).toEqual({ filter: {}, sort: { by: 'prompt', direction: 'asc' } })
  })

  it('pass over what is no status, code or column, and names twice', () => {
    expect(readProbeQuery({ status: 'well,failed,failed', code: 'toString', sort: '-nothing', text: '  ' })).toEqual({
      filter: { statuses: ['failed'] },
      sort: { by: 'prompt', direction: 'asc' },
    })
  })

  it('take no more text than the engine does', () => {
    expect(readProbeQuery({ text: 'x'.repeat(300) }).filter.text).toHaveLength(200)
  })
})

describe('the order of the probe table', () => {
  it('stands in the address as it is marked in the head', () => {
    for (const sort of [{ column: 'cost', isDescending: true }, { column: 'first_chunk', isDescending: false }, undefined])
      expect(headOf(sortText(sort))).toEqual(sort)
  })

  it('can change by itself where it depends on what becomes of a probe', () => {
    expect(canMove(readProbeQuery({}))).toBe(false)
    expect(canMove(readProbeQuery({ model: 'a/b', sort: '-model' }))).toBe(false)
    for (const search of [{ status: 'failed' }, { text: 'x' }, { fallback: 'yes' }, { sort: 'duration' }] as const)
      expect(canMove(readProbeQuery(search)), JSON.stringify(search)).toBe(true)
  })
})
