import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { answerWords } from '../answer-words.ts'
import { agreementOf } from './agreement.ts'

describe('agreement', () => {
  it('is of prompts with two or more samples', () => {
    expect(agreementOf([0, 0, 1, 2, 2, 2], [1, 1, 5, 1, 1, 0], 3)).toEqual({ sum: 1 + 1 / 3, prompts: 2 })
    expect(agreementOf([], [], 0)).toEqual({ sum: 0, prompts: 0 })
  })

  test.prop([fc.array(fc.tuple(fc.nat(4), fc.nat(2)), { maxLength: 30 })])('is how many pairs of a prompt are equal, of all', (samples) => {
    let [sum, prompts] = [0, 0]
    for (let prompt = 0; prompt <= 4; prompt += 1) {
      const values = samples.filter(([of]) => of === prompt).map(([, value]) => value)
      const pairs = values.flatMap((value, at) => values.slice(at + 1).map((other) => value === other))
      if (pairs.length === 0) continue
      sum += pairs.filter(Boolean).length / pairs.length
      prompts += 1
    }
    const found = agreementOf(
      samples.map(([prompt]) => prompt),
      samples.map(([, value]) => value),
      5,
    )
    expect(found.prompts).toBe(prompts)
    expect(found.sum).toBeCloseTo(sum, 9)
  })

  it('takes answers for the same whose words are, white space around them apart', () => {
    expect(answerWords(' Paris\n')).toBe(answerWords('Paris'))
    expect(answerWords('Paris')).not.toBe(answerWords('paris'))
    expect(Number.isSafeInteger(answerWords('Paris'))).toBe(true)
  })
})
