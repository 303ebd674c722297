import { ORPCError } from '@orpc/client'
import { expect, it } from 'vitest'
import { UndoHindrance } from '#contract/audit'
import { sayHindrance, sayUndoRefusal } from './undo-words.ts'

const refusal = (detail?: string) =>
  new ORPCError('CONFLICT', {
    defined: true,
    data: { what: 'change', name: 'x', reason: 'state', ...(detail === undefined ? {} : { detail }) },
  })

it.each(UndoHindrance.options)('every hindrance is a sentence that says what it is: %s', (why) => {
  expect(sayHindrance(why)).toMatch(/^[A-Z].*\.$/)
  expect(sayUndoRefusal(refusal(why))).toBe(sayHindrance(why))
  expect(sayUndoRefusal(refusal(`${why}: a/b`))).toMatch(/^[A-Z].* \(a\/b\)\.$/)
})

it('a refusal of another kind is said as the engine says it', () => {
  expect(sayUndoRefusal(refusal('a pool holds models'))).toBe('a pool holds models.')
  expect(sayUndoRefusal(refusal())).toContain('not in a state for that')
})
