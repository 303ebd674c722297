import type { Verdict } from '#contract/check'
import type { Tone } from '#renderer/ui'

export const verdictWords: Readonly<Record<Verdict | 'none', { readonly tone: Tone; readonly word: string }>> = {
  pass: { tone: 'good', word: 'Passed' },
  fail: { tone: 'bad', word: 'Failed' },
  error: { tone: 'doubt', word: 'Undecided' },
  none: { tone: 'quiet', word: 'Not checked' },
}

/** What the checks said of an answer, in a word and a tone. */
export function describeVerdict(verdict: Verdict | null): { readonly tone: Tone; readonly word: string } {
  return verdictWords[verdict ?? 'none']
}
