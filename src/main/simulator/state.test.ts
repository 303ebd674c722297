import { expect, it } from 'vitest'
import { Profile } from './profile.ts'
import { SimulatorState } from './state.ts'

it('counts how often a content was asked, and remembers a bounded number of contents', () => {
  const state = new SimulatorState(1, Profile.parse({}), () => 0)
  expect([state.countOccurrence(-1), state.countOccurrence(-1), state.countOccurrence(-2)]).toEqual([1, 2, 1])
  for (let content = 0; content < 100_000; content++) state.countOccurrence(content)
  expect([state.countOccurrence(99_999), state.countOccurrence(-1)]).toEqual([2, 1])
})
