import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { inputTokensOf, tokensOf } from './tokens.ts'

test.prop([fc.string({ unit: 'grapheme' })])('cuts a text into tokens that join to it again', (text) => {
  expect(tokensOf(text).join('')).toBe(text)
})

it('cuts words with the space before them, and long words after six letters', () => {
  expect(tokensOf('It is extraordinary.')).toEqual(['It', ' is', ' extrao', 'rdinar', 'y.'])
  expect(tokensOf('')).toEqual([])
})

it('counts a quarter of the UTF-8 bytes and four tokens a message', () => {
  expect(inputTokensOf([{ content: '12345678' }, { content: 'ü' }])).toBe(4 + 2 + 4 + 1)
})
