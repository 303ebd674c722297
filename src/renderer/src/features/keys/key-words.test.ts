import { describe, expect, it } from 'vitest'
import { type KeyInfo, KeyState, KeyUnreadable, type PlaceInfo } from '#contract/keys'
import { consentFor } from '#renderer/lib'
import { sayKept, standingOf } from './key-words.ts'

const key = (part: Partial<KeyInfo>) =>
  ({
    ...{ state: 'present', place: 'file', env: null, unreadable: null, origin: 'https://a.example', boundTo: 'https://a.example' },
    ...part,
  }) as KeyInfo

describe('how a key stands', () => {
  it.each(KeyState.options)('is said in a word and a sentence: %s', (state) => {
    const { word, sentence, needsAct } = standingOf(key({ state }))
    expect([word !== '', /\.$/.test(sentence), needsAct]).toEqual([true, true, state !== 'present' && state !== 'not_needed'])
  })
  it('names both addresses where the provider has moved', () => {
    const { sentence } = standingOf(key({ state: 'unbound', origin: 'https://b.example' }))
    expect(sentence).toBe('It was given for https://a.example; the provider is now at https://b.example.')
  })
  it.each(KeyUnreadable.options)('says what to do about one that cannot be opened: %s', (unreadable) => {
    expect(standingOf(key({ state: 'unreadable', unreadable })).sentence).toMatch(/give (it|the key)/)
  })
})

describe('where a key is kept', () => {
  it('is a variable by its name, another place by what it is called, and a dash for none', () => {
    expect([sayKept(key({ place: 'env', env: 'A_KEY' })), sayKept(key({ place: 'os' })), sayKept(key({ place: null }))]).toEqual([
      ...['Variable A_KEY', 'Keychain', '–'],
    ])
  })
})

describe('what has to be agreed to', () => {
  const place = (part: Partial<PlaceInfo>): PlaceInfo => ({
    ...{ place: 'os', isAvailable: true, reason: null, needsConsent: true, consent: null, backend: 'basic_text' },
    ...part,
  })
  it('names the keychain that protects nothing', () => {
    expect(consentFor(place({}))).toContain('“basic_text”')
  })
  it('is nothing where the system protects the key', () => {
    expect(consentFor(place({ needsConsent: false, backend: 'gnome_libsecret' }))).toBeUndefined()
  })
})
