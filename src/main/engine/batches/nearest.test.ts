import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { nearest } from './nearest.ts'

const columns = ['country', 'capital', 'Capital city']

it.each([
  ['contry', 'country'],
  ['COUNTRY', 'country'],
  ['capitalcity', 'Capital city'],
  ['capita', 'capital'],
  ['cty', undefined],
  ['a', undefined],
  ['', undefined],
])('takes %j for %j', (written, meant) => {
  expect(nearest(written, columns)).toBe(meant)
})

test.prop([fc.array(fc.string())])('takes every candidate for itself, or for one that reads alike', (candidates) => {
  for (const candidate of candidates.filter((each) => /[^\s_-]/.test(each)))
    expect(
      nearest(candidate, candidates)
        ?.toLowerCase()
        .replaceAll(/[\s_-]/g, ''),
    ).toBe(candidate.toLowerCase().replaceAll(/[\s_-]/g, ''))
})
