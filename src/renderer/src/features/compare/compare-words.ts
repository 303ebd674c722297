import type { ComparedModel, ComparedPrompt } from '#contract/outcomes'
import { formatCount } from '#renderer/lib'
import type { Tone } from '#renderer/ui'
import type { Show, SortBy } from './search.ts'

/** What McNemar's test says of the flips, in words. Below 0.05 it is taken for a difference. */
export function sayChance(pValue: number | null): { readonly text: string; readonly isSure: boolean } {
  if (pValue === null) return { text: 'nothing flipped', isSure: false }
  const p = pValue < 0.001 ? 'p < 0.001' : `p = ${Number(pValue.toPrecision(2))}`
  if (pValue < 0.001) return { text: `far more than chance (${p})`, isSure: true }
  if (pValue < 0.05) return { text: `more than chance (${p})`, isSure: true }
  if (pValue < 0.1) return { text: `perhaps more than chance (${p})`, isSure: false }
  return { text: `no more than chance would do (${p})`, isSure: false }
}

/** Prompts that pass now and did not, and the other way round. */
export function sayFlips({ toPass, toFail }: Pick<ComparedModel, 'toPass' | 'toFail'>): string {
  return toPass + toFail === 0 ? 'none' : `+${formatCount(toPass)} / −${formatCount(toFail)}`
}

export const flipWords: Readonly<Record<ComparedPrompt['flip'], { readonly tone: Tone; readonly word: string }>> = {
  to_pass: { tone: 'good', word: 'Now passes' },
  to_fail: { tone: 'bad', word: 'Now fails' },
  none: { tone: 'quiet', word: 'As before' },
  undecided: { tone: 'doubt', word: 'Undecided' },
}

export const matchWords: Readonly<Record<ComparedPrompt['matchedBy'], string>> = {
  messages: 'The same messages were sent',
  row: 'The same row, asked in other words',
  nothing: 'In one of the runs alone',
}

export const showWords: Readonly<Record<Show | 'all', string>> = {
  all: 'All',
  flips: 'Flips',
  to_pass: 'Now passes',
  to_fail: 'Now fails',
  unmatched: 'Unmatched',
}

export const sortWords: Readonly<Record<SortBy | 'prompt', string>> = {
  prompt: 'As they were asked',
  flip: 'Flips first',
  cost: 'Cost differs most first',
  duration: 'Time differs most first',
}
