import { describe, expect, it } from 'vitest'
import { namesWithRoom } from './names-with-room.ts'

const days = (count: number) => Array.from({ length: count }, (_, index) => `${(index % 28) + 1} Nov`)

describe('namesWithRoom', () => {
  it('shows all where there is room', () => {
    expect(namesWithRoom(days(7), 700, true)).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  it('shows every so-manieth, evenly, where there is not', () => {
    const shown = namesWithRoom(days(30), 600, true)
    expect(shown).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27])
    expect(namesWithRoom(days(500), 600, true)).toHaveLength(11)
  })

  it('leaves out a name that would reach beyond the end', () => {
    expect(namesWithRoom(['a', 'b', 'a name that is long'], 300, false)).toEqual([0, 1])
    expect(namesWithRoom(['a', 'b', 'c'], 300, false)).toEqual([0, 1, 2])
  })

  it('shows the first whatever room there is', () => {
    expect(namesWithRoom(['a name that is long'], 10, true)).toEqual([0])
    expect(namesWithRoom(['a name that is long', 'another'], 10, false)).toEqual([0])
    expect(namesWithRoom([], 100, true)).toEqual([])
  })
})
