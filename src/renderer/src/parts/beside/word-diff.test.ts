import { fc, it } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { wordDiff } from './word-diff.ts'

describe('what makes one text of another', () => {
  it('is told word by word', () => {
    expect(wordDiff('The capital is Paris.', 'The capital is Lyon.')).toEqual([
      { kind: 'same', text: 'The capital is ' },
      { kind: 'removed', text: 'Paris' },
      { kind: 'added', text: 'Lyon' },
      { kind: 'same', text: '.' },
    ])
  })

  it('is nothing where they are the same, white space included', () => {
    expect(wordDiff('a  b', 'a  b')).toEqual([{ kind: 'same', text: 'a  b' }])
    expect(wordDiff('a b', 'a  b')?.length).toBeGreaterThan(1)
  })

  it('is given up where they are too long or have too little in common', () => {
    expect(wordDiff('x'.repeat(100_001), 'y')).toBeUndefined()
    const words = (letter: string) => Array.from({ length: 5000 }, (_, index) => `${letter}${index}`).join(' ')
    expect(wordDiff(words('a'), words('b'))).toBeUndefined()
  })

  it.prop([fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 200 })])(
    'is the second text without what was removed, and the first without what was added',
    (from, to) => {
      const parts = wordDiff(from, to) ?? []
      const without = (kind: string) =>
        parts
          .filter((part) => part.kind !== kind)
          .map(({ text }) => text)
          .join('')
      expect(without('removed')).toBe(to)
      expect(without('added')).toBe(from)
    },
  )
})
