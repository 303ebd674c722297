import { describe, expect, it } from 'vitest'
import { layOut, type MappedModel } from './mapping-layout.ts'

const models = (mapping: Readonly<Record<string, string | null>>, deprecated: readonly string[] = []) =>
  Object.entries(mapping).map(
    ([ref, fallback]) => ({ ref, fallback, status: deprecated.includes(ref) ? 'deprecated' : 'active' }) as MappedModel,
  )
const drawn = (mapping: Parameters<typeof models>[0], find?: string) =>
  layOut(models(mapping), find).nodes.map(({ ref, column, row }) => `${ref} ${column},${row}`)

describe('the mapping', () => {
  it('is drawn from left to right, what several fall back to once', () => {
    expect(drawn({ a: 'c', b: 'c', c: 'd', d: null, x: null })).toEqual(['d 2,0.5', 'c 1,0.5', 'a 0,0', 'b 0,1'])
    expect(layOut(models({ a: 'c', b: 'c', c: 'd', d: null, x: null }))).toMatchObject({
      columns: 3,
      rows: 2,
      pairs: 3,
      longest: 3,
      hidden: 0,
    })
  })

  it('has a tree for each end, one under the other', () => {
    expect(drawn({ a: 'b', b: null, c: 'd', d: null })).toEqual(['b 1,0', 'a 0,0', 'd 1,1', 'c 0,1'])
  })

  it('is narrowed to the trees in which something is called so', () => {
    expect(drawn({ 'p/a': 'p/b', 'p/b': null, 'q/c': 'q/d', 'q/d': null }, 'Q/C')).toEqual(['q/d 1,0', 'q/c 0,0'])
    expect(drawn({ a: 'b', b: null }, 'z')).toEqual([])
    expect(layOut([])).toMatchObject({ nodes: [], columns: 0, rows: 0, longest: 0 })
  })

  it('that is long draws its first rows, and counts the rest', () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        [`a${index}`, `b${index}`],
        [`b${index}`, null],
      ]).flat(),
    )
    expect(layOut(models(many))).toMatchObject({ rows: 200, hidden: 100, pairs: 300 })
  })
})

describe('what cannot be obeyed', () => {
  const problems = (mapping: Parameters<typeof models>[0], deprecated?: readonly string[]) =>
    layOut(models(mapping, deprecated)).nodes.flatMap(({ ref, problem }) => (problem === undefined ? [] : [`${ref}: ${problem}`]))

  it('is drawn and marked in the words of the engine', () => {
    expect(problems({ a: 'b', b: null }, ['b'])).toEqual(['a: it is deprecated'])
    expect(problems({ a: 'a' })).toEqual(['a: a model is no fallback of itself'])
    expect(problems({ a: 'b', b: 'c', c: 'a', d: 'b' }).toSorted()).toEqual([
      'a: they go round in a circle: a -> b -> c -> a',
      'b: they go round in a circle: b -> c -> a -> b',
      'c: they go round in a circle: c -> a -> b -> c',
    ])
  })

  it('closes a circle by one arrow that goes back', () => {
    const { edges } = layOut(models({ a: 'b', b: 'c', c: 'a' }))
    expect(edges.map(({ from, to, isBack }) => `${from.ref}${to.ref} ${isBack}`).toSorted()).toEqual(['ab true', 'bc false', 'ca false'])
  })
})
