import { describe, expect, it } from 'vitest'
import { Capabilities, type Model } from '#contract/catalog'
import { ModelRef } from '#contract/ids'
import { changesOf, checkForm, dayText, emptyForm, fieldsOf, formOf, readDay, readPrices, readRef } from './model-form.ts'

const model = {
  ...{ ref: 'a/one', name: 'One', pool: 'default', contextWindow: 128_000, maxOutput: null, sunsetAtMs: null },
  capabilities: { vision: true, music: 'some' },
} as unknown as Model

describe('a form', () => {
  it('that was not changed changes nothing', () => {
    expect(changesOf(model, formOf(model))).toEqual({})
    expect(checkForm(formOf(model)).size).toBe(0)
  })

  it('sets the fields that are another value, and no others', () => {
    const form = { ...formOf(model), contextWindow: '200,000', maxOutput: ' 8000 ', sunset: '2026-12-31' }
    expect(changesOf(model, form)).toEqual({ contextWindow: 200_000, maxOutput: 8000, sunsetAtMs: readDay('2026-12-31') })
    expect(changesOf(model, { ...formOf(model), contextWindow: '' })).toEqual({ contextWindow: null })
    expect(changesOf(model, { ...formOf(model), name: 'Two', pool: 'large' })).toEqual({ name: 'Two', pool: 'large' })
  })

  it('keeps what a model can do that it has no field for, and knows unknown from no', () => {
    expect(changesOf(model, { ...formOf(model), tools: 'no', vision: '' })).toEqual({ capabilities: { music: 'some', tools: false } })
    expect(Capabilities.parse(fieldsOf({ ...emptyForm, reasoning: 'yes' }).capabilities)).toEqual({ reasoning: true })
  })

  it.each([
    ['name', ' '],
    ['name', 'x'.repeat(301)],
    ['pool', ''],
    ['contextWindow', '0'],
    ['contextWindow', '-5'],
    ['contextWindow', '1.5'],
    ['maxOutput', 'many'],
    ['maxOutput', '1000000001'],
    ['maxOutput', '1,0'],
    ['sunset', '2026-02-30'],
    ['sunset', 'soon'],
    ['sunset', '1999-01-01'],
  ] as const)('says at %s what is wrong with %j', (field, text) => {
    expect([...checkForm({ ...formOf(model), [field]: text }).keys()]).toEqual([field])
  })

  it('writes a day as it reads it', () => {
    expect(dayText(readDay('2027-03-01') ?? null)).toBe('2027-03-01')
    expect(dayText(null)).toBe('')
  })
})

describe('a new model', () => {
  it('is named by its provider and what the provider calls it', () => {
    expect(readRef('open-router', ' meta/llama-4:free ')).toEqual({ ref: ModelRef.parse('open-router/meta/llama-4:free') })
    for (const bad of ['', '  ', 'two words', 'x'.repeat(300)]) expect(readRef('a', bad), bad).toHaveProperty('problem')
  })

  it('has both prices, or neither, told per million whatever the unit', () => {
    expect(readPrices('0.00000025', '2e-6', 'token')).toEqual({ prices: { input: '0.25', output: '2' } })
    expect(readPrices('', ' ', 'million')).toEqual({ prices: {} })
    expect(readPrices('0', '0', 'thousand')).toEqual({ prices: { input: '0', output: '0' } })
    expect(readPrices('1', '', 'million')).toEqual({ errors: new Map([['output', expect.stringContaining('both prices')]]) })
    expect(readPrices('NaN', '1e9', 'million')).toEqual({
      errors: new Map([
        ['input', expect.any(String)],
        ['output', expect.any(String)],
      ]),
    })
  })
})
