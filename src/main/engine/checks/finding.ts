import type { Verdict } from '#contract/check'

/** What one check says of one answer. `reason`: what was expected and what was found; null: there is nothing to say. `score`: where it is more than yes or no. */
export interface Finding {
  readonly verdict: Verdict
  readonly reason: string | null
  readonly score: number | null
}

export const passed: Finding = { verdict: 'pass', reason: null, score: null }

/** Expected and found, in a sentence of at most 500 characters. */
export function failed(reason: string): Finding {
  return { verdict: 'fail', reason: sentence(reason), score: null }
}

/** It could not be decided, and why. */
export function undecided(reason: string): Finding {
  return { verdict: 'error', reason: sentence(reason), score: null }
}

/** Passes, with what would have been said had it been wanted not to. */
export function passedAs(reason: string): Finding {
  return { verdict: 'pass', reason: sentence(reason), score: null }
}

export function sentence(text: string): string {
  return text.length <= mostReason ? text : `${text.slice(0, mostReason - 1)}…`
}

const mostReason = 500

/** A text as it stands in a sentence: in quotes, with control characters escaped, not longer than a reason has room for. */
export function shown(text: string, most = 120): string {
  return JSON.stringify(text.length > most ? `${text.slice(0, most - 1)}…` : text)
}
