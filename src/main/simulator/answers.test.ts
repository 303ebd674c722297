import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { answerTo } from './answers.ts'
import { createDraws } from './draw.ts'

it.each([
  ['What is the capital of France?', 'Paris'],
  ['Name the capital of the United States.', 'Washington, D.C.'],
  ['capital city of new zealand', 'Wellington'],
  ['Answer in one word: the capital of South Korea?', 'Seoul'],
])('answers "%s" with %s', (prompt, capital) => {
  for (let key = 0; key < 10; key++) expect(answerTo(prompt, createDraws(key))).toContain(capital)
})

it('says that it does not know a capital rather than make one up', () => {
  expect(answerTo('What is the capital of Atlantis?', createDraws(1))).toBe('I do not know the capital of Atlantis.')
})

it.each([
  ['17 + 4', '17 + 4 = 21.'],
  ['What is 6*7?', '6*7 = 42.'],
  ['3 - 10', '3 - 10 = -7.'],
])('does the sum in "%s"', (prompt, answer) => {
  expect(answerTo(prompt, createDraws(1))).toBe(answer)
})

it('takes up the subject of a prompt that it has no answer to', () => {
  expect(answerTo('Write about gardens', createDraws(1))).toContain('on gardens,')
})

test.prop([fc.string({ unit: 'grapheme' }), fc.nat()])('always says something, the same for the same draws', (prompt, key) => {
  const said = answerTo(prompt, createDraws(key))
  expect(said.length).toBeGreaterThan(0)
  expect(answerTo(prompt, createDraws(key))).toBe(said)
})
