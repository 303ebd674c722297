import { describe, expect, it } from 'vitest'
import type { ModelRef } from '#contract/ids'
import { sayChance, sayFlips } from './compare-words.ts'
import { keyOf, readKey, readModels } from './open-key.ts'
import { readCompareSearch } from './search.ts'
import { sideWarnings } from './side-warnings.ts'

const model = { a: 'open.router/meta/llama-3.1:free' as ModelRef, b: 'x/y' as ModelRef }
const cell = (promptIndex: number) => ({
  ...{
    promptIndex,
    model: model.a,
    samples: 1,
    answered: 1,
    passed: 1,
    failed: 0,
    errors: 0,
    spentNanoUsd: 0 as never,
    meanDurationMs: null,
  },
})

describe('the address of a comparison', () => {
  it('is kept where this page understands it', () => {
    const search = { a: '01JD3R0W8Q5TN2N4Z1V9K7XH6C', b: 'x', models: 'a/b|c/d', show: 'flips', sort: 'cost', open: '1.2.a/b|c/d' }
    expect(readCompareSearch(search)).toEqual(search)
  })

  it('is passed over where it is none of ours', () => {
    expect(readCompareSearch({ a: 5, b: '', show: 'everything', sort: ['cost'], open: null, other: 'x' })).toEqual({})
  })

  it('names a pair of prompts that is found again', () => {
    expect(readKey(keyOf({ a: cell(3), b: cell(4), model }))).toEqual({ a: 3, b: 4, model })
    expect(readKey(keyOf({ a: null, b: cell(4), model }))).toEqual({ a: null, b: 4, model })
    for (const key of [undefined, '', '1.2', '-.-.a/b|c/d', '1.2.a/b', '1.2.ab|cd', 'x.2.a/b|c/d'])
      expect(readKey(key), key).toBeUndefined()
    expect(readModels('a/b|c/d')).toEqual({ a: 'a/b', b: 'c/d' })
    expect(readModels('a/b')).toBeUndefined()
  })
})

describe('what a difference is worth', () => {
  it('is told in words with its p-value', () => {
    expect(sayChance(null)).toEqual({ text: 'nothing flipped', isSure: false })
    expect(sayChance(0.62)).toEqual({ text: 'no more than chance would do (p = 0.62)', isSure: false })
    expect(sayChance(0.08)).toEqual({ text: 'perhaps more than chance (p = 0.08)', isSure: false })
    expect(sayChance(0.03)).toEqual({ text: 'more than chance (p = 0.03)', isSure: true })
    expect(sayChance(0.0004)).toEqual({ text: 'far more than chance (p < 0.001)', isSure: true })
    expect(sayChance(1)).toEqual({ text: 'no more than chance would do (p = 1)', isSure: false })
  })

  it('is counted both ways', () => {
    expect(sayFlips({ toPass: 3, toFail: 1 })).toBe('+3 / −1')
    expect(sayFlips({ toPass: 0, toFail: 0 })).toBe('none')
  })
})

describe('what is to be minded of two sides', () => {
  it('is a sentence a side and kind, of all models it concerns', () => {
    const warning = (side: 'a' | 'b', name: string, probes: number) => ({
      side,
      code: 'retried' as const,
      model: name as ModelRef,
      probes,
      of: 10,
    })
    const said = sideWarnings([warning('b', 'x/y', 3), warning('a', 'x/y', 1), warning('a', 'x/z', 4)]).map(({ text }) => text)
    expect(said).toEqual([
      'A: 5 of 20 probes (25 %) took more than one try: 4 of x/z, 1 of x/y.',
      'B: 3 of 10 probes (30 %) took more than one try: 3 of x/y.',
    ])
  })
})
