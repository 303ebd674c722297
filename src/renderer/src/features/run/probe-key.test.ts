import { expect, it } from 'vitest'
import type { ModelRef } from '#contract/ids'
import { keyOf, readKey } from './probe-key.ts'

it('a probe is found again by its name, whatever its model is called', () => {
  const cell = { promptIndex: 12, sample: 3, model: 'open.router/meta/llama-3.1:free' as ModelRef }
  expect(keyOf(cell)).toBe('12.3.open.router/meta/llama-3.1:free')
  expect(readKey(keyOf(cell))).toEqual(cell)
})

it('what names no probe is none', () => {
  for (const key of [undefined, '', '12', '1.2', '1.2.model', '-1.0.a/b', '1.x.a/b', '1.0.a/b c']) expect(readKey(key), key).toBeUndefined()
})
