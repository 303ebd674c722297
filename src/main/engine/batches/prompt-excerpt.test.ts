import { describe, expect, it } from 'vitest'
import type { Message } from '#contract/batch'
import { promptExcerpt } from './prompt-excerpt.ts'
import { constantTexts } from './template.ts'

const user = (content: string): Message => ({ role: 'user', content })

describe('the excerpt of a prompt', () => {
  it('is the last message that differs, in one line', () => {
    const messages = [{ role: 'system', content: 'Be brief.' } as const, user('What is the\n  capital of {{country}}?'), user('Go on.')]
    expect(promptExcerpt(messages, { country: 'France' })).toBe('What is the capital of France?')
  })

  it('is the last message where none differs, and nothing without messages', () => {
    expect(promptExcerpt([user('One.'), user('Two.')], {})).toBe('Two.')
    expect(promptExcerpt([], {})).toBe('')
  })

  it('begins before what differs where that comes late', () => {
    const excerpt = promptExcerpt([user(`${'Read this with care. '.repeat(20)}Text: {{text}}`)], { text: 'It was a dark night.' })
    expect(excerpt).toMatch(/^… .*Read this with care. Text: It was a dark night.$/)
    expect(excerpt.length).toBeLessThan(70)
  })

  it('has at most 120 characters', () => {
    expect(promptExcerpt([user('{{text}}')], { text: 'word '.repeat(200) })).toHaveLength(120)
    expect(promptExcerpt([user(`${'x'.repeat(500)}{{text}}`)], { text: 'word '.repeat(200) })).toHaveLength(120)
  })
})

describe('what prompts have in common', () => {
  it('stands between the placeholders', () => {
    expect(constantTexts([user('a {{x}} b {{ y }} c'), user('no \\{{z}} here')])).toEqual(['a ', ' b ', ' c', 'no \\{{z}} here'])
  })
})
