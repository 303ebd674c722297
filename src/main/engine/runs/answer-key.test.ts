import { expect, it } from 'vitest'
import { type AskedFor, answerKey } from './answer-key.ts'

const asked: AskedFor = {
  provider: { key: 'alpha' as AskedFor['provider']['key'], baseUrl: null },
  wireId: 'one' as AskedFor['wireId'],
  messages: [{ role: 'user', content: 'Hello' }],
  parameters: { temperature: 0, seed: 7 },
  sample: 0,
}
const keyOf = (parameters: AskedFor['parameters']) => Buffer.from(answerKey({ ...asked, parameters })).toString('hex')
const output = (name: string, type: string) => ({ name, schema: { type } })

it('is the same in whatever order the parameters were written', () => {
  expect(keyOf({ seed: 7, temperature: 0, output: undefined })).toBe(keyOf(asked.parameters))
})

it('is another for another schema, and for none', () => {
  const keys = [undefined, output('a', 'object'), output('a', 'array')].map((each) => keyOf({ ...asked.parameters, output: each }))
  expect(new Set(keys).size).toBe(3)
})

it('of text is the one under which answers have been kept', () => {
  expect(keyOf(asked.parameters)).toBe('ad19587d73b6a23293f4f68994ac59deeb6e01a101fc4bf2302813374adef3cc')
})
