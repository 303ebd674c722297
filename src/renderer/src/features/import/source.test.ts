import { describe, expect, it } from 'vitest'
import { emptySource, inputOf, refuseSize, type Source } from './source.ts'

const of = (part: Partial<Source>) => inputOf({ ...emptySource, ...part })

describe('what is given to be read', () => {
  it('is a file by its name, a text that was pasted, or an address', () => {
    expect(of({ file: { name: 'a.json', text: '{}' } })).toEqual({
      input: { format: 'auto', allProviders: false, name: 'a.json', text: '{}' },
    })
    expect(of({ kind: 'text', pasted: '{}', allProviders: true })).toMatchObject({ input: { name: 'pasted text', allProviders: true } })
    expect(of({ kind: 'address', address: ' https://models.dev/api.json ', format: 'models.dev' })).toEqual({
      input: { format: 'models.dev', allProviders: false, name: 'https://models.dev/api.json', url: 'https://models.dev/api.json' },
    })
  })
  it.each<[Partial<Source>, string]>([
    [{}, 'Choose a file'],
    [{ file: { name: 'a.json', text: ' \n' } }, 'a.json is empty.'],
    [{ kind: 'text' }, 'Paste a catalog'],
    [{ kind: 'address' }, 'Give the address'],
    [{ kind: 'address', address: 'models.dev' }, 'begins with https://'],
    [{ kind: 'address', address: 'file:///etc/passwd' }, 'begins with https://'],
  ])('%j is not enough, and what is wanted is said', (part, words) => {
    expect(of(part)).toEqual({ problem: expect.stringContaining(words) })
  })
  it('is refused by its size as it travels, with what takes more', () => {
    const many = '"'.repeat(8 * 2 ** 20)
    expect(of({ file: { name: 'big.json', text: many } })).toEqual({ problem: expect.stringContaining('assay import prices big.json') })
    expect([refuseSize('a', 15 * 2 ** 20), refuseSize('a', 2 ** 31)]).toEqual([undefined, expect.stringContaining('at most')])
  })
})
