import { expect, it } from 'vitest'
import { targetChecks } from './target-check.ts'

it('what an answer is to end in is meant as it stands, whatever an expression would make of it', () => {
  const [check] = targetChecks('match', ['1.5'])
  if (check?.type !== 'regex') throw new Error(`expected a regex, got ${check?.type}`)
  const matches = (answer: string) => new RegExp(check.pattern, check.flags).test(answer)

  expect([matches('It is (1.5).'), matches('It is 145.'), matches('1.5 it is')]).toEqual([true, false, false])
})
