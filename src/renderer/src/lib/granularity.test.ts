import { expect, it } from 'vitest'
import { granularityOf } from './granularity.ts'

const day = 86_400_000

it('the longer the range, the coarser', () => {
  expect([0.4, 2, 30, 365, 1000].map((days) => granularityOf(days * day))).toEqual(['quarter', 'hour', 'day', 'week', 'month'])
})
