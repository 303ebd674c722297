import { expect, it } from 'vitest'
import { zoneClock } from '#renderer/lib'
import { rangeOf } from '../range.ts'
import type { CostsSearch } from '../search.ts'
import { budgetOf } from './budget.ts'

const clock = zoneClock('Europe/Berlin')
const nowMs = Date.UTC(2026, 9, 25, 12)
const of = (search: CostsSearch) => budgetOf(search, rangeOf(search, nowMs, clock), clock)

it('a month counts to its budget where nothing is left out of it', () => {
  expect(of({ range: 'month' })).toEqual({ kind: 'month' })
  expect(of({ range: 'last-month' })).toEqual({ kind: 'month' })
  expect(of({ range: 'month', method: 'judge' })).toEqual({ kind: 'none' })
  expect(of({ range: '30d' })).toEqual({ kind: 'none' })
})

it('a day of one provider counts to its budget of a day, be the day as long as it is', () => {
  const day = { kind: 'day', provider: 'openai' }
  expect(of({ range: 'today', provider: 'openai' })).toEqual(day)
  // The clock goes back in Berlin: 25 hours.
  expect(of({ from: '2026-10-25', to: '2026-10-25', provider: 'openai' })).toEqual(day)
  expect(of({ from: '2026-10-24', to: '2026-10-25', provider: 'openai' })).toEqual({ kind: 'none' })
  expect(of({ from: '2026-10-24T22:00:00Z', provider: 'openai' })).toEqual({ kind: 'none' })
  expect(of({ range: 'today', provider: 'openai,google' })).toEqual({ kind: 'none' })
  expect(of({ range: 'today', provider: 'openai', model: 'openai/a' })).toEqual({ kind: 'none' })
})

it('a run alone counts to its own, over any range', () => {
  expect(of({ range: 'today', run: 'A' })).toEqual({ kind: 'run', run: 'A' })
  expect(of({ range: 'month', run: 'A,B' })).toEqual({ kind: 'none' })
})
