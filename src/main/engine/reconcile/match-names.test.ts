import { expect, it } from 'vitest'
import { modelNamed } from './match-names.ts'

const refs = ['p/claude-haiku-4-5-20251001', 'p/gpt-5-mini', 'p/gpt-5-mini-2025-08-07', 'p/meta/llama-4:free']

it.each([
  ['gpt-5-mini', 'p/gpt-5-mini'],
  ['gpt-5-mini-2025-08-07', 'p/gpt-5-mini-2025-08-07'],
  ['gpt-5-mini-2025-09-01', 'p/gpt-5-mini'],
  ['Claude Haiku 4.5', 'p/claude-haiku-4-5-20251001'],
  ['META/Llama 4:free', 'p/meta/llama-4:free'],
  ['gpt-5', undefined],
  ['', undefined],
])('%s means %s', (name, ref) => {
  expect(modelNamed(name, refs)).toBe(ref)
})
