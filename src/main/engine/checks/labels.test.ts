import { describe, expect, it } from 'vitest'
import { Check } from '#contract/check'
import { bitsOf, labelOf, labelsOfBits, mostLabels, rowLabelOf, runLabels } from './labels.ts'

const label = (check: typeof Check._zod.input) => labelOf(Check.parse(check))

describe('labels of checks', () => {
  it.each<[string, typeof Check._zod.input]>([
    ['short', { type: 'equals', value: 'x', name: 'short' }],
    ['contains "{{capital}}"', { type: 'contains', value: '{{capital}}' }],
    ['not regex /a/i', { type: 'regex', pattern: 'a', flags: 'i', negate: true }],
    ['one-of "a", "b"', { type: 'one-of', values: ['a', 'b'] }],
    ['numeric 5 ± 10 %', { type: 'numeric', value: 5, tolerance: 0.1, relative: true }],
    ['max-cost $0.01', { type: 'max-cost', usd: '0.01' }],
    ['max-latency 500 ms', { type: 'max-latency', ms: 500 }],
    ['is-json', { type: 'is-json' }],
    ['json-schema "a place"', { type: 'json-schema', schema: { title: 'a place' } }],
    ['rubric "It is kind."', { type: 'rubric', rubric: 'It is kind.' }],
    ['any of is-json; equals "x"', { type: 'any', checks: [{ type: 'is-json' }, { type: 'equals', value: 'x' }] }],
  ])('%s', (expected, check) => {
    expect(label(check)).toBe(expected)
  })

  it('of a row are names and kinds alone', () => {
    expect(rowLabelOf(Check.parse({ type: 'equals', value: 'x' }))).toBe('equals')
    expect(rowLabelOf(Check.parse({ type: 'equals', value: 'x', negate: true }))).toBe('not equals')
  })

  it('stand once each; beyond the last place there is one for all others', () => {
    const many = Array.from({ length: 60 }, (_, n) => `label ${n}`)
    const labels = runLabels([Check.parse({ type: 'is-json' }), Check.parse({ type: 'is-json' })], many)
    expect(labels).toHaveLength(mostLabels)
    expect(labels.slice(0, 2)).toEqual(['is-json', 'label 0'])
    expect(labels.at(-1)).toBe('others')
    const bits = bitsOf(['label 0', 'label 58', 'label 59', 'is-json'], labels)
    expect(Number.isSafeInteger(bits)).toBe(true)
    expect(labelsOfBits(bits, labels)).toEqual(['is-json', 'label 0', 'others'])
    expect(labelsOfBits(0, labels)).toEqual([])
  })
})
