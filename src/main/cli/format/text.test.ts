import { test } from '@fast-check/vitest'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plain, shorten, widthOf, wrap } from './text.ts'

describe('plain', () => {
  it('takes colours and cursor movements out of text from outside', () => {
    expect(plain('\u001b[31mred\u001b[0m \u001b]0;title\u0007x')).toBe('red x')
  })
  it('keeps to one line', () => expect(plain('a\r\n\tb')).toBe('a b'))
  it('shows what would turn the direction of text around', () => expect(plain('a\u202eb')).toBe('a\ufffdb'))
  test.prop([fc.string({ unit: 'binary' })])('leaves no control character, whatever comes', (text) => {
    expect(plain(text)).not.toMatch(/\p{Cc}/u)
  })
})

describe('widthOf', () => {
  it('counts wide letters twice and marks not at all', () => {
    expect([widthOf('abc'), widthOf('日本'), widthOf('e\u0301'), widthOf('\u001b[1mb\u001b[0m')]).toEqual([3, 4, 1, 1])
  })
})

describe('shorten', () => {
  it('takes the middle out', () => expect(shorten('provider/very-long-model', 11)).toBe('provi…model'))
  it('leaves what fits', () => expect(shorten('short', 5)).toBe('short'))
})

describe('wrap', () => {
  it('breaks at spaces, and never inside a word', () => expect(wrap('aa bbb cc dddddddd', 6)).toBe('aa bbb\ncc\ndddddddd'))
})
