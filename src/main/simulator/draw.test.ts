import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { between, createDraws, hashOf, lognormal, oneOf } from './draw.ts'

test.prop([fc.string(), fc.integer()])('hashes to a safe whole number, the same each time', (text, seed) => {
  const hash = hashOf(text, seed)
  expect(Number.isSafeInteger(hash) && hash >= 0).toBe(true)
  expect(hashOf(text, seed)).toBe(hash)
})

test.prop([fc.nat(2 ** 52)])('draws the same stream from the same key, each draw in [0, 1)', (key) => {
  const first = createDraws(key)
  const second = createDraws(key)
  for (let turn = 0; turn < 20; turn++) {
    const drawn = first()
    expect(drawn).toBe(second())
    expect(drawn >= 0 && drawn < 1).toBe(true)
  }
})

it('draws evenly and differently for neighbouring keys', () => {
  const draws = Array.from({ length: 20_000 }, (_, index) => createDraws(hashOf(`key ${index}`, 7))())
  const buckets = Array.from({ length: 10 }, (_, bucket) => draws.filter((draw) => Math.floor(draw * 10) === bucket).length)
  expect(Math.min(...buckets)).toBeGreaterThan(1800)
  expect(Math.max(...buckets)).toBeLessThan(2200)
})

it('keeps the median of a lognormal and cuts its tail at eight times', () => {
  const draws = createDraws(11)
  const lengths = Array.from({ length: 5001 }, () => lognormal(250, 1.5, draws)).sort((left, right) => left - right)
  expect(lengths[2500]).toBeGreaterThan(225)
  expect(lengths[2500]).toBeLessThan(275)
  expect(lengths.at(-1)).toBe(2000)
  expect(lognormal(0, 1, draws)).toBe(0)
})

test.prop([fc.nat(1000), fc.nat(1000), fc.nat()])('draws whole numbers with both ends included', (from, more, key) => {
  const drawn = between(from, from + more, createDraws(key))
  expect(Number.isInteger(drawn) && drawn >= from && drawn <= from + more).toBe(true)
})

it('reaches every member of a list and both ends of a range', () => {
  const draws = createDraws(3)
  expect(new Set(Array.from({ length: 100 }, () => oneOf(['a', 'b', 'c'], draws))).size).toBe(3)
  expect(new Set(Array.from({ length: 100 }, () => between(1, 3, draws)))).toEqual(new Set([1, 2, 3]))
})
