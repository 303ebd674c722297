import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { ModelRef } from '#contract/ids'
import { fallbackPairs, findFallbackProblems, type MappedModel, type MappedModels } from './fallback-mapping.ts'

/** Models 1, 2, …, each with the id of its fallback, if it has one; those named are deprecated. */
function mapping(fallbacks: readonly (number | null)[], deprecated: readonly number[] = []): MappedModels {
  return new Map(
    fallbacks.map((fallbackModelId, index): [number, MappedModel] => {
      const id = index + 1
      return [id, { id, ref: `lab/m${id}` as ModelRef, status: deprecated.includes(id) ? 'deprecated' : 'active', fallbackModelId }]
    }),
  )
}

const problemsOf = (models: MappedModels) =>
  findFallbackProblems(models).map(({ model, fallback, reason }) => `${model} -> ${fallback}: ${reason}`)

describe('a fallback mapping', () => {
  it('is told by pairs, by ref', () => {
    expect(fallbackPairs(mapping([null, 3, 9]))).toEqual([
      { model: 'lab/m2', fallback: 'lab/m3' },
      { model: 'lab/m3', fallback: '#9' },
    ])
  })

  it.each([
    ['nobody falls back', mapping([null, null])],
    ['many fall back to one', mapping([3, 3, null])],
    ['it is a chain', mapping([2, 3, 4, null])],
    ['a deprecated model falls back to an active one', mapping([2, null], [1])],
  ])('is valid where %s', (_, models) => {
    expect(problemsOf(models)).toEqual([])
  })

  it.each([
    ['a target that is not there', mapping([7, null]), ['lab/m1 -> #7: there is no such model']],
    ['a deprecated target', mapping([2, null], [2]), ['lab/m1 -> lab/m2: it is deprecated']],
    ['the model itself', mapping([1]), ['lab/m1 -> lab/m1: a model is no fallback of itself']],
    [
      'a circle of two, and not who leads into it',
      mapping([2, 3, 2]),
      [
        'lab/m2 -> lab/m3: they go round in a circle: lab/m2 -> lab/m3 -> lab/m2',
        'lab/m3 -> lab/m2: they go round in a circle: lab/m3 -> lab/m2 -> lab/m3',
      ],
    ],
  ])('is not valid with %s', (_, models, said) => {
    expect(problemsOf(models)).toEqual(said)
  })

  it('says a long circle short', () => {
    const round = Array.from({ length: 12 }, (_, index) => ((index + 1) % 12) + 1)
    expect(findFallbackProblems(mapping(round))[0]?.reason).toMatch(/: lab\/m1 -> lab\/m2 -> .* -> lab\/m8 -> … \(12 models\) -> lab\/m1$/)
  })

  it('is looked over in one go, however long its chain', () => {
    const length = 50_000
    const chain = Array.from({ length }, (_, index) => (index + 1 < length ? index + 2 : null))
    expect(findFallbackProblems(mapping(chain))).toEqual([])
  })
})

/** Up to eight models, each with no fallback, one of them, or one that is not there. */
const anyMapping = fc
  .integer({ min: 1, max: 8 })
  .chain((count) =>
    fc.tuple(
      fc.array(fc.option(fc.integer({ min: 1, max: count + 1 })), { minLength: count, maxLength: count }),
      fc.subarray(Array.from({ length: count }, (_, index) => index + 1)),
    ),
  )

describe('any mapping', () => {
  test.prop([anyMapping])(
    'is valid if and only if each target is there, active and another, and nobody comes back to himself',
    ([fallbacks, deprecated]) => {
      const models = mapping(fallbacks, deprecated)
      const isGood = (id: number) => models.get(id)?.status === 'active'
      const comesBack = (start: number) => {
        let at = fallbacks[start - 1] ?? null
        for (let steps = 0; steps < fallbacks.length && at !== null && at !== start; steps++) at = fallbacks[at - 1] ?? null
        return at === start
      }
      const bad = fallbacks.flatMap((target, index) =>
        target !== null && (!isGood(target) || comesBack(index + 1)) ? [`lab/m${index + 1}`] : [],
      )
      expect(findFallbackProblems(models).map(({ model }) => model)).toEqual(bad)
    },
  )

  test.prop([anyMapping])('is valid once every pair that is named is cleared', ([fallbacks, deprecated]) => {
    const named = new Set(findFallbackProblems(mapping(fallbacks, deprecated)).map(({ model }) => model as string))
    const cleared = fallbacks.map((target, index) => (named.has(`lab/m${index + 1}`) ? null : target))
    expect(findFallbackProblems(mapping(cleared, deprecated))).toEqual([])
  })
})
