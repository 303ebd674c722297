import { expect, it } from 'vitest'
import { boundsText, readBounds, sayBounds } from './ranges.ts'

it('a range is read again from what is written of it', () => {
  for (const bounds of [
    { from: 0.000_000_125, to: 2 },
    { from: 100, to: undefined },
    { from: undefined, to: 0.5 },
  ])
    expect(readBounds(boundsText(bounds))).toEqual(bounds)
  expect(boundsText({ from: undefined, to: undefined })).toBeUndefined()
})

it('what is no range is none', () => {
  for (const text of [undefined, '', '5', '..', '1...2', '-1..2', 'a..b', '1e3..']) expect(readBounds(text), text).toBeUndefined()
})

it('a range is said in words', () => {
  expect(sayBounds(readBounds('1..2'), String)).toBe('1 to 2')
  expect(sayBounds(readBounds('1..'), String)).toBe('at least 1')
  expect(sayBounds(readBounds('..2'), String)).toBe('at most 2')
  expect(sayBounds(undefined, String)).toBeUndefined()
})
