import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { findJsonFlaw } from './json-flaw.ts'

describe('findJsonFlaw', () => {
  it.each([
    ['{"a": NaN}', 6, 'expected a value'],
    ['{"a": -Infinity}', 6, 'expected a value'],
    ['[1,]', 3, 'expected a value'],
    ['[1 2]', 3, 'expected a comma or ]'],
    ['{"a" 1}', 5, 'expected a colon'],
    ['{a: 1}', 1, 'expected a name in double quotes'],
    ['{"a": 1,}', 8, 'expected a name in double quotes'],
    ['{"a": 1} x', 9, 'something follows its end'],
    ['"a\nb"', 2, 'a text holds a line break or another control character'],
    ['"\\x"', 1, 'a text holds a backslash that escapes nothing'],
    ['[1, "b', 6, 'it ends in the middle'],
    ['[1, ', 4, 'it ends in the middle'],
    ['01', 1, 'something follows its end'],
  ])('finds where %j is none', (text, position, message) => {
    expect(findJsonFlaw(text)).toEqual({ position, message })
  })

  test.prop([fc.json()])('finds nothing in JSON', (text) => {
    expect(findJsonFlaw(text)).toBeUndefined()
  })

  test.prop([fc.json(), fc.nat(), fc.constantFrom('', '"', '{', ']', ',', ':', '\\', 'x', '\n')])(
    'finds something exactly where the parser does',
    (text, place, instead) => {
      const at = place % (text.length + 1)
      const broken = text.slice(0, at) + instead + text.slice(at + 1)
      expect(findJsonFlaw(broken) === undefined).toBe(isJson(broken))
    },
  )
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
