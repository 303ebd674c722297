import { describe, expect, it } from 'vitest'
import { pagesOf } from './use-probe-rows.ts'

describe('pagesOf', () => {
  it('before anything is known asks for the first alone', () => {
    expect(pagesOf({ first: 0, last: 40 }, undefined, undefined)).toEqual([0])
  })

  it('asks for those in sight, and the next before it comes into sight', () => {
    expect(pagesOf({ first: 110, last: 150 }, undefined, 100_000)).toEqual([0, 1])
    expect(pagesOf({ first: 140, last: 165 }, undefined, 100_000)).toEqual([1])
    expect(pagesOf({ first: 150, last: 190 }, undefined, 100_000)).toEqual([1, 2])
  })

  it('asks for none beyond the last row', () => {
    expect(pagesOf({ first: 99_960, last: 99_999 }, undefined, 100_000)).toEqual([999])
    expect(pagesOf({ first: 40, last: 80 }, undefined, 90)).toEqual([0])
    expect(pagesOf({ first: 500, last: 540 }, undefined, 0)).toEqual([0])
  })

  it('asks for the neighbours of the row that is open, wherever they are', () => {
    expect(pagesOf({ first: 0, last: 40 }, 299, 1000)).toEqual([0, 2, 3])
  })
})
