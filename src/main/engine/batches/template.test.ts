import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { AppError } from '#engine/failure'
import { batchMessages, inputTokensUpper, promptBytes, renderMessages, variablesOf } from './template.ts'

const said = (content: string) => [{ role: 'user' as const, content }]
const rendered = (content: string, variables = {}) => renderMessages(said(content), variables)[0]?.content

describe('batchMessages', () => {
  it('takes a prompt as one message of the user', () => {
    expect(batchMessages({ prompt: 'Hi' })).toEqual([{ role: 'user', content: 'Hi' }])
  })

  it('takes messages as they are', () => {
    const messages = [{ role: 'system' as const, content: 'Be brief' }]
    expect(batchMessages({ messages })).toEqual(messages)
  })
})

describe('variablesOf', () => {
  it('names each variable once, in order of appearance', () => {
    expect(variablesOf([...said('{{b}} {{ a }}'), ...said('{{b}}{{c d}}')])).toEqual(['b', 'a', 'c d'])
  })

  it('finds none in escaped or empty braces, nor in braces around code', () => {
    expect(variablesOf(said('\\{{name}} {{}} {{ }} {{"a": 1}} {single} {{a\nb}}'))).toEqual([])
  })

  it('reads names in any script', () => {
    expect(variablesOf(said('{{ländername}} {{国}}'))).toEqual(['ländername', '国'])
  })
})

describe('renderMessages', () => {
  it('writes numbers and booleans as text, and null as nothing', () => {
    expect(rendered('{{n}} {{b}} [{{x}}]', { n: 1.5, b: false, x: null })).toBe('1.5 false []')
  })

  it('never expands what stands in a value', () => {
    expect(rendered('{{a}}', { a: '{{b}} $& $1', b: 'no' })).toBe('{{b}} $& $1')
  })

  it('unescapes escaped braces', () => {
    expect(rendered('\\{{a}} {{a}}', { a: 1 })).toBe('{{a}} 1')
  })

  it('takes no value from the prototype', () => {
    expect(() => rendered('{{constructor}}')).toThrow(AppError)
  })

  it('refuses a name without a value, by name', () => {
    expect(() => rendered('{{a}}')).toThrow(
      expect.objectContaining({ failure: { code: 'INVALID_INPUT', issues: [{ path: 'a', message: 'no value fills {{a}}' }] } }),
    )
  })

  test.prop([fc.string(), fc.string(), fc.string()])('puts any value between any texts untouched', (before, value, after) => {
    const template = `${before.replaceAll(/[{}\\]/g, '')}{{v}}${after.replaceAll(/[{}\\]/g, '')}`
    expect(rendered(template, { v: value })).toBe(template.replace('{{v}}', () => value))
  })
})

describe('promptBytes', () => {
  it('counts UTF-8 bytes over all messages', () => {
    expect(promptBytes([...said('ä€'), ...said('x')])).toBe(6)
  })
})

describe('inputTokensUpper', () => {
  it('allows for the framing of the request and of each message', () => {
    expect(inputTokensUpper([...said('ab'), ...said('c')])).toBe(3 + 32 + 2 * 16)
  })
})
