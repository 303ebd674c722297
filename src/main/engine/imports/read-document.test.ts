import { describe, expect, it } from 'vitest'
import type { InputIssue } from '#contract/errors'
import { AppError } from '#engine/failure'
import { readDocument } from './read-document.ts'

const litellm = '{"m": {"litellm_provider": "openai", "mode": "chat"}}'

describe('readDocument', () => {
  it.each([
    ['litellm', litellm],
    ['models.dev', '{"openai": {"id": "openai", "models": {}}}'],
    ['openrouter', '{"data": []}'],
    ['langfuse', '[{"modelName": "gpt-x"}]'],
    ['assay', '{"assay": 1}'],
    ['assay', 'assay: 1\nproviders: {}\n'],
    ['litellm', `\uFEFF \n${litellm}`],
  ] as const)('knows a catalog of %s by its form', (format, text) => {
    expect(readDocument(text, 'auto', 'f').format).toBe(format)
  })

  it('refuses what is none of them, or another than it is said to be', () => {
    expect(refusal('{"a": 1}').message).toMatch(/^this is none of the catalogs that can be read/)
    expect(refusal('42').message).toMatch(/^this is none/)
    expect(refusal('').message).toMatch(/^this is none/)
    expect(refusal(litellm, 'openrouter').message).toBe('this is a catalog of litellm, not of openrouter')
    expect(refusal('openai: { id: openai, models: {} }').message).toBe('a catalog of models.dev is JSON')
  })

  it('says where JSON breaks, without repeating what stands there', () => {
    expect(refusal('{\n  "a": 1,\n  "key-of-mine" 2\n}')).toMatchObject({ line: 3, column: 17 })
    expect(refusal('{"a": NaN}')).toMatchObject({ line: 1, column: 7 })
    expect(refusal('{"a": [1, 2')).toMatchObject({ line: 1, column: 12, message: 'this is no valid JSON: it ends in the middle' })
    expect(refusal('{"a": secret-of-mine}').message).not.toContain('secret')
  })

  it('says where YAML breaks', () => {
    expect(refusal('assay: 1\nproviders:\n\t- x')).toMatchObject({ line: 3 })
    expect(refusal('assay: 1\nassay: 2').message).toMatch(/^this is no valid YAML/)
  })

  it.each([
    ['lists in JSON', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['objects in JSON', '{"a":'.repeat(10_000)],
    ['lists in YAML', `assay: ${'['.repeat(10_000)}`],
    ['dashes in YAML', `${'- '.repeat(10_000)}1`],
    ['indents in YAML', Array.from({ length: 10_000 }, (_, depth) => `${' '.repeat(Math.min(depth, 400))}a:`).join('\n')],
  ])('refuses %s that are nested 10,000 deep, and says where', (_, text) => {
    expect(refusal(text)).toMatchObject({ message: 'lists or objects are nested deeper than 64', line: expect.any(Number) })
  })

  it('takes 64 levels, whatever brackets stand in texts', () => {
    expect(refusal(`${'['.repeat(64)}"[[[[{{\\"[["${']'.repeat(64)}`).message).toMatch(/^this is none/)
  })

  it('refuses more than 32 MiB, more than 4 MiB of YAML, and more things than a catalog has', () => {
    expect(refusal(' '.repeat(33_554_433)).message).toMatch(/^a catalog may have at most 32 MiB/)
    expect(refusal('\u00e4'.repeat(17_000_000)).message).toMatch(/^a catalog may have at most 32 MiB/)
    expect(refusal(`assay: 1\n#${'x'.repeat(4_194_304)}`).message).toMatch(/^a file in YAML may have at most 4 MiB/)
    expect(refusal(`[${'{},'.repeat(400_000)}{}]`).message).toBe('it holds more than 300000 lists and objects')
    expect(refusal(`[${'0,'.repeat(1_300_000)}0]`).message).toBe('it holds more than 1200000 values')
    expect(refusal(`assay: 1\nx:\n${'- a\n'.repeat(200_000)}`)).toMatchObject({
      line: 200_001,
      message: 'it holds more than 200000 values: write it as JSON',
    })
  })

  it('reads no aliases, which can make a small file grow without end', () => {
    const bomb = ['a: &a [x, x]', ...Array.from({ length: 20 }, (_, n) => `b${n}: &b${n} [*${n === 0 ? 'a' : `b${n - 1}`}, *a]`)].join('\n')
    expect(refusal(`assay: 1\n${bomb}`).message).toBe('aliases (*name) are not read: write the values out')
  })

  it('keeps names of prototypes as plain names', () => {
    const { value } = readDocument(
      '{"assay": 1, "__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
      'auto',
      'f',
    )
    expect(Object.keys(value ?? {})).toEqual(['assay', '__proto__', 'constructor'])
    const yaml = readDocument('assay: 1\n__proto__: { polluted: true }\n', 'auto', 'f').value
    expect(Object.keys(yaml ?? {})).toEqual(['assay', '__proto__'])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

function refusal(text: string, format: Parameters<typeof readDocument>[1] = 'auto'): InputIssue {
  try {
    readDocument(text, format, 'f')
  } catch (error) {
    if (error instanceof AppError && error.failure.code === 'INVALID_INPUT' && error.failure.issues[0] !== undefined)
      return error.failure.issues[0]
    throw error
  }
  throw new Error('it was read')
}
