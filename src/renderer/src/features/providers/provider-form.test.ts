import { describe, expect, it } from 'vitest'
import type { Provider } from '#contract/catalog'
import {
  changesOf,
  checkProvider,
  emptyProvider,
  fieldOf,
  formOf,
  kinds,
  newProvider,
  type ProviderForm,
  unboundBy,
  withTheirs,
} from './provider-form.ts'

const provider = {
  ...{ key: 'gate', name: 'Gateway', kind: 'openai-compatible', baseUrl: 'https://a.example/v1', credential: 'env:GATE_API_KEY' },
  ...{
    timeouts: { connectMs: 10_000, silenceMs: 120_000, totalMs: 600_000 },
    maxParallel: null,
    sendsAttemptId: true,
    allowInsecure: false,
  },
} as Provider
const form = (part: Partial<ProviderForm>): ProviderForm => ({ ...formOf(provider), ...part })
const filled: ProviderForm = { ...emptyProvider, key: 'local', baseUrl: 'http://127.0.0.1:11434/v1' }

describe('a provider that is added', () => {
  it('needs a key and an address, and leaves timeouts to the engine', () => {
    expect([...checkProvider(emptyProvider, true).keys()]).toEqual(['key', 'baseUrl'])
    expect(checkProvider(filled, true).size).toBe(0)
    expect(newProvider(filled)).toEqual({
      ...{ key: 'local', kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:11434/v1' },
      ...{ maxParallel: null, sendsAttemptId: true, allowInsecure: false },
    })
  })

  it('is given all three timeouts or none', () => {
    expect(checkProvider({ ...filled, connectMs: '5' }, true)).toEqual(new Map([['silenceMs', 'Give all three, or none.']]))
    const timeouts = { connectMs: 5000, silenceMs: 1500, totalMs: 60_000 }
    expect(newProvider({ ...filled, connectMs: '5', silenceMs: '1.5', totalMs: '60' })).toMatchObject({ timeouts })
  })

  it('is never another simulator', () => {
    expect(kinds.map(({ value }) => value)).not.toContain('simulator')
  })
})

describe('the address of a provider', () => {
  it.each([
    ['nowhere', 'Expected an address'],
    ['ftp://a.example', 'Expected an address'],
    ['https://me:secret@a.example/v1', 'no user name and no password'],
    ['http://a.example/v1', 'sends keys and prompts in clear'],
    ['', 'Give the address'],
  ])('is refused with a word: %s', (baseUrl, words) => {
    expect(checkProvider(form({ baseUrl }), false).get('baseUrl')).toContain(words)
  })

  it('may travel in clear to this machine, and beyond where that is allowed', () => {
    for (const baseUrl of ['http://localhost:8080', 'http://127.0.0.1:1', 'http://[::1]:2/v1'])
      expect(checkProvider(form({ baseUrl }), false).size).toBe(0)
    expect(checkProvider(form({ baseUrl: 'http://a.example', allowInsecure: true }), false).size).toBe(0)
  })

  it('unbinds the key when scheme, host or port is another, and not by its path', () => {
    expect(unboundBy(form({ baseUrl: 'https://a.example/v2' }), provider)).toBeUndefined()
    expect(unboundBy(form({ baseUrl: 'https://a.example:8443/v1' }), provider)).toBe('https://a.example:8443')
    expect(unboundBy(form({ baseUrl: 'http://a.example/v1' }), provider)).toBe('http://a.example')
    expect(unboundBy(form({ baseUrl: 'https://b.example' }), { ...provider, credential: null })).toBeUndefined()
  })
})

describe('a provider that is changed', () => {
  it('is told only of what is another', () => {
    expect(changesOf(formOf(provider), formOf(provider))).toEqual({})
    expect(changesOf(form({ maxParallel: '12', silenceMs: '30', reason: ' busy ' }), formOf(provider))).toEqual({
      timeouts: { connectMs: 10_000, silenceMs: 30_000, totalMs: 600_000 },
      maxParallel: 12,
      reason: 'busy',
    })
  })

  it('takes what somebody else has set', () => {
    const theirs = new Map<string, string | number | null | { totalMs: number }>([
      ['name', 'Theirs'],
      ['maxParallel', 3],
      ['timeouts', { totalMs: 5000 }],
    ])
    expect(withTheirs(form({ name: 'Mine', maxParallel: '9' }), theirs)).toMatchObject({
      name: 'Theirs',
      maxParallel: '3',
      totalMs: '5',
      connectMs: '10',
    })
    expect(withTheirs(form({}), new Map([['timeouts.connectMs', 2000]]))).toMatchObject({ connectMs: '2' })
  })

  it('shows what is wrong with a part at its field', () => {
    expect([fieldOf('baseUrl'), fieldOf('timeouts.totalMs'), fieldOf('timeouts'), fieldOf('elsewhere')]).toEqual([
      'baseUrl',
      'totalMs',
      'connectMs',
      undefined,
    ])
  })
})
