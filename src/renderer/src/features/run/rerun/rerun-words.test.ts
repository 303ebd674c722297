import { expect, it } from 'vitest'
import { readBudget, readSamples, rerunChoices } from './rerun-words.ts'

const counts = { total: 10, succeeded: 8, failed: 2, cancelled: 0, interrupted: 0, inFlight: 0, waiting: 0, attempts: 12 }

it('what there is none of cannot be sent again, and says why', () => {
  const whyNot = Object.fromEntries(rerunChoices({ counts, checks: null }).map(({ part, whyNot: why }) => [part, why]))
  expect(whyNot).toEqual({
    ...{ failed: undefined, failed_checks: 'Nothing is checked in this run' },
    ...{ interrupted: 'None was interrupted', samples: undefined },
  })
  const checks = { passed: 5, failed: 3, errors: 0, pending: 0 }
  expect(rerunChoices({ counts, checks })[1]).toMatchObject({ label: 'Not passed: 3 answers', whyNot: undefined })
  expect(rerunChoices({ counts, checks: { ...checks, failed: 0 } })[1]?.whyNot).toBe('Every answer that was judged passed')
})

it('samples are more than there are', () => {
  expect(readSamples(' 5 ', 4)).toEqual({ samples: 5 })
  expect(readSamples('', 4)).toEqual({})
  for (const text of ['4', '0', '2.5', 'many', '100001', '1000000'])
    expect(readSamples(text, 4), text).toEqual({ problem: 'A whole number from 5 to 100,000.' })
})

it('a budget is dollars with or without their sign', () => {
  expect(readBudget('$1.50')).toEqual({ budgetUsd: '1.50' })
  expect(readBudget(' ')).toEqual({})
  for (const text of ['-1', '1,5', 'a lot', '1.0000000001']) expect(readBudget(text).problem, text).toMatch(/^US dollars/)
})
