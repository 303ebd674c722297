import { describe, expect, it } from 'vitest'
import { ModelRef, PoolName, ProviderKey, RunId } from './ids.ts'

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) => schema.safeParse(value).success

describe('a model ref', () => {
  it.each(['openai/gpt-5-mini', 'openrouter/meta-llama/llama-4:free', 'local/Qwen2.5-7B@q4_K_M', 'a/b'])('may be %s', (ref) => {
    expect(accepts(ModelRef, ref)).toBe(true)
  })

  it.each(['', 'gpt-5', '/gpt-5', 'openai/', 'Open AI/gpt-5', 'openai/gpt 5', '-openai/gpt-5', `openai/${'x'.repeat(300)}`])(
    'is not "%s"',
    (ref) => {
      expect(accepts(ModelRef, ref)).toBe(false)
    },
  )
})

describe('a provider key and a pool name', () => {
  it.each(['openai', 'my-gateway.eu', 'a', '0', 'x'.repeat(63)])('may be %s', (name) => {
    expect([accepts(ProviderKey, name), accepts(PoolName, name)]).toEqual([true, true])
  })

  it.each(['', 'OpenAI', 'a/b', '.hidden', 'a b', 'x'.repeat(64), 'ключ'])('is not "%s"', (name) => {
    expect([accepts(ProviderKey, name), accepts(PoolName, name)]).toEqual([false, false])
  })

  it('is the part of a ref before its first slash', () => {
    const ref = 'openrouter/meta-llama/llama-4'
    expect(accepts(ProviderKey, ref.slice(0, ref.indexOf('/')))).toBe(true)
  })
})

describe('a run id', () => {
  it('is a ULID in upper case', () => {
    expect(accepts(RunId, '01KADS4E3X4ZC0S8C6J7V5N2QH')).toBe(true)
    expect(accepts(RunId, '01kads4e3x4zc0s8c6j7v5n2qh')).toBe(false)
  })

  it('lies within 48 bits of milliseconds, and has none of the letters I, L, O and U', () => {
    expect(accepts(RunId, '81KADS4E3X4ZC0S8C6J7V5N2QH')).toBe(false)
    expect(accepts(RunId, '01KADS4E3X4ZC0S8C6J7V5N2QU')).toBe(false)
    expect(accepts(RunId, '01KADS4E3X4ZC0S8C6J7V5N2Q')).toBe(false)
  })
})
