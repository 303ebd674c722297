import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { SuiteFormat } from '#contract/batches'
import { escapePlaceholders, fillPlaceholders } from '#contract/placeholders'
import { read, refusal, rowsOf } from './read.ts'

const words = [
  'input',
  'ideal',
  'target',
  'choices',
  'metadata',
  'vars',
  'assert',
  'type',
  'value',
  'prompts',
  'tests',
  'providers',
  '__checks',
  '__messages',
  '__expected',
  '__proto__',
  'constructor',
]
const texts = fc.oneof(
  fc.string(),
  fc.constantFrom('{{a}}', '{{ a | b }}', '{% x %}', 'contains-any:a,b', 'file://x', 'icontains', '[', ...words),
)
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, texts, fc.double(), fc.boolean(), fc.constant(null), tie('list'), tie('map')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...words), fc.string()), tie('value')), { maxLength: 5 })
    .map((pairs) => Object.fromEntries(pairs)),
}))
const files = fc.constantFrom('a.jsonl', 'a.json', 'a.csv', 'a.yaml', 'a.txt')
const formats = fc.constantFrom('auto' as const, ...SuiteFormat.options)

async function isReadOrRefused(file: string, text: string, format: SuiteFormat | 'auto', partial: boolean): Promise<void> {
  const suite = await read(file, text, { format, partial }).catch(async () => {
    await refusal(file, text, { format, partial })
  })
  if (suite === undefined) return
  expect(Object.getPrototypeOf(rowsOf(suite)[0] ?? {})).toBe(Object.prototype)
}

describe('whatever the file', () => {
  test.prop([files, fc.array(json, { maxLength: 4 }), formats, fc.boolean()], { numRuns: 300 })(
    'of JSON it is read, or refused as invalid',
    async (file, value, format, partial) => {
      const text = file === 'a.jsonl' ? value.map((each) => JSON.stringify(each)).join('\n') : JSON.stringify(value)
      await isReadOrRefused(file, text, format, partial)
    },
  )

  test.prop([json, json, json, fc.boolean()], { numRuns: 300 })(
    'of promptfoo’s keys it is read, or refused as invalid',
    async (prompts, tests, providers, partial) => {
      await isReadOrRefused('a.yaml', JSON.stringify({ prompts, tests, providers, defaultTest: tests }), 'promptfoo', partial)
    },
  )

  test.prop([files, texts, formats], { numRuns: 200 })('of any text it is read, or refused as invalid', async (file, text, format) => {
    await isReadOrRefused(file, text, format, false)
  })
})

test.prop([fc.string({ unit: fc.constantFrom('\\', '{', '}', '{{', '}}', 'a', ' ', '{{a}}') })])(
  'an escaped text is filled with nothing but itself',
  (text) => {
    expect(fillPlaceholders(escapePlaceholders(text), () => 'filled')).toBe(text)
  },
)
