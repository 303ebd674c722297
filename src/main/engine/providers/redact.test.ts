import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { redact } from './redact.ts'

const key = 'sk-"quoted"/+ key=='

it.each([
  ['as it is', key],
  ['inside JSON', JSON.stringify({ error: key })],
  ['inside a URL', `https://x/?key=${encodeURIComponent(key)}`],
  ['in base64', Buffer.from(key).toString('base64')],
])('cuts a key out %s', (_how, text) => {
  expect(redact(`before ${text} after`, key)).toMatch(/^before .*\[key\].* after$/)
})

it('cuts out each occurrence', () => {
  expect(redact(`${key} ${key}`, key)).toBe('[key] [key]')
})

it('leaves a text alone where there is no key, or only a placeholder', () => {
  expect(redact('no key here', null)).toBe('no key here')
  expect(redact('model none not found', 'none')).toBe('model none not found')
})

it('cuts out a key of six characters', () => {
  expect(redact('wrong key ab12cd', 'ab12cd')).toBe('wrong key [key]')
})

test.prop([fc.string({ minLength: 12, maxLength: 60 }), fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 })])(
  'leaves nothing of a key in base64 text around it, whatever surrounds it',
  (secret, before, after) => {
    expect(redact(Buffer.from(before + secret + after).toString('base64'), secret)).toContain('[key]')
    expect(redact(Buffer.from(before + secret + after).toString('base64url'), secret)).toContain('[key]')
  },
)

test.prop([fc.string(), fc.string({ minLength: 8 }), fc.string()])('lets no key through', (before, secret, after) => {
  fc.pre(!'[key]'.includes(secret) && !before.includes(secret) && !after.includes(secret))
  expect(redact(before + secret + after, secret)).not.toContain(secret.repeat(2))
  expect(redact(`<${secret}>`, secret)).toBe('<[key]>')
})
