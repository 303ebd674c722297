import { expect, it } from 'vitest'
import { neighboursOf } from './neighbours.ts'

const items = [{ promptIndex: 7 }, { promptIndex: 2 }, { promptIndex: 5 }]

it('the prompts next to one are those of the list it was opened from', () => {
  expect(neighboursOf(items, 2, 10)).toEqual({ previous: 7, next: 5, isLast: false })
  expect(neighboursOf(items, 7, 10)).toEqual({ previous: undefined, next: 2, isLast: false })
  expect(neighboursOf(items, 5, 10)).toEqual({ previous: 2, next: undefined, isLast: true })
})

it('of one that is not in the list they are those asked before and after it', () => {
  expect(neighboursOf(items, 3, 10)).toEqual({ previous: 2, next: 4, isLast: false })
  expect(neighboursOf([], 0, 1)).toEqual({ previous: undefined, next: undefined, isLast: false })
  expect(neighboursOf([], 9, undefined)).toEqual({ previous: 8, next: undefined, isLast: false })
})
