import { expect, it } from 'vitest'
import type { ModelUsage } from '#contract/catalog'
import type { ModelRef } from '#contract/ids'
import { deprecationOf, fieldOfRefusal, missingOf, nothingSaid, type Replacements } from './deprecation.ts'

const ref = (text: string) => text as ModelRef
const usage: ModelUsage = {
  ref: ref('a/old'),
  isDefault: true,
  runs: { total: 0, active: 0, newest: [] },
  fallbackOf: [ref('b/one'), ref('b/two')],
  settings: ['judgeModel'],
}
const unused: ModelUsage = { ...usage, isDefault: false, fallbackOf: [], settings: [] }

it('what names a model has to be told what it names instead', () => {
  expect([...missingOf(usage, nothingSaid).keys()]).toEqual(['successor', 'fallback b/one', 'fallback b/two', 'setting judgeModel'])
  expect(missingOf(unused, nothingSaid).size).toBe(0)
})

it('none is an answer, too, and all of it is one step', () => {
  const said: Replacements = {
    successor: null,
    fallbacks: new Map([
      [ref('b/one'), ref('a/new')],
      [ref('b/two'), null],
    ]),
    settings: new Map([['judgeModel', ref('a/new')]]),
    reason: ' old ',
  }
  expect(missingOf(usage, said).size).toBe(0)
  expect(deprecationOf(usage, 4, said)).toEqual({
    ref: 'a/old',
    revision: 4,
    successor: null,
    fallbacks: [
      { ref: 'b/one', fallback: 'a/new' },
      { ref: 'b/two', fallback: null },
    ],
    settings: [{ key: 'judgeModel', model: 'a/new' }],
    reason: 'old',
  })
})

it('a model that nothing names is deprecated by its name alone', () => {
  expect(deprecationOf(unused, 1, nothingSaid)).toEqual({ ref: 'a/old', revision: 1, fallbacks: [], settings: [] })
})

it('what the engine refuses is said at its field', () => {
  expect(['successor', 'settings.judgeModel', 'settings', 'settings.x', 'ref'].map(fieldOfRefusal)).toEqual([
    ...['successor', 'setting judgeModel', undefined, undefined, undefined],
  ])
})
