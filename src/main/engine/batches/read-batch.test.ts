import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { AppError } from '#engine/failure'
import { readBatch } from './read-batch.ts'

const read = (text: string) => readBatch({ text, file: '/probes/capitals.yaml' })
const valid = 'name: x\nprompt: hi\nmodels: [a/b]\n'
const written = fc.record({
  name: fc.string({ minLength: 1, maxLength: 200 }),
  prompt: fc.stringMatching(/^[^{}]+$/),
  samples: fc.integer({ min: 1, max: 100_000 }),
})
const yamlMarks = fc.constantFrom('-', '?', ':', ' ', '\n', '[', ']', '{', '}', '&a', '*a', '!', '"', '#', '|', '\t', 'a', 'name', '\r')

describe('readBatch', () => {
  it('fills in what a batch leaves out', () => {
    expect(read(valid)).toEqual({
      name: 'x',
      prompt: 'hi',
      models: ['a/b'],
      samples: 1,
      parameters: {},
      allowFallback: false,
      allowDeprecated: false,
      allowUnpriced: false,
      cache: false,
      checks: [],
      passWhen: 'all',
      maxWaitMs: null,
    })
  })

  it('reads JSON, and passes over the $schema that editors want', () => {
    expect(read('{\n\t"$schema": "./x.json",\n\t"name": "x",\n\t"prompt": "hi",\n\t"models": ["a/b"]\n}')).toEqual(read(valid))
  })

  it('makes the path of a dataset absolute against the folder of the file', () => {
    expect(read(`${valid}dataset: data/c.csv`).dataset).toBe('/probes/data/c.csv')
    expect(read(`${valid}dataset: /elsewhere/c.csv`).dataset).toBe('/elsewhere/c.csv')
  })

  it('refuses an expression that is none, at its line', () => {
    const text = `${valid}checks:\n  - { type: all, checks: [{ type: regex, pattern: "(a" }] }\n`
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({ issues: [expect.objectContaining({ path: 'checks[0].checks[0].pattern', line: 5 })] }),
      }),
    )
  })

  it('passes over a prototype key in a row', () => {
    expect(read(`${valid}dataset: [{ __proto__: 1, a: 2 }]`).dataset).toEqual([{ a: 2 }])
  })

  test.prop([written])('gives back what was written, in YAML and in JSON', (fields) => {
    const batch = { ...fields, models: ['a/b', { ref: 'c/d', parameters: { seed: 1 } }], dataset: [{ x: fields.name, y: null }] }
    expect(read(stringify(batch))).toMatchObject(batch)
    expect(read(JSON.stringify(batch))).toMatchObject(batch)
  })

  test.prop([fc.oneof(fc.string(), fc.string({ unit: yamlMarks }), fc.json())])('throws nothing but INVALID_INPUT at garbage', (text) => {
    expect(() => read(text)).toThrow(AppError)
  })

  test.prop([fc.object({ key: fc.constantFrom('name', 'prompt', 'models', 'dataset', 'parameters', 'messages', 'budgetUsd', '0') })])(
    'throws nothing but INVALID_INPUT at a document of the wrong shape',
    (value) => {
      expect(() => read(stringify({ ...value, samples: 'many' }))).toThrow(AppError)
    },
  )
})
