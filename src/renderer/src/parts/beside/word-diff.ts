import { diffWordsWithSpace } from 'diff'

/** A piece of two texts: what both have, what the second alone has, what the first alone has. */
export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Longer texts are shown as they are, and so are those that share too little: a page is not to be kept waiting. */
const longest = 100_000
const bounds = { maxEditLength: 4000, timeout: 150 }

/** What makes one text of another, word by word, white space included; undefined: they are too long, or too different. */
export function wordDiff(from: string, to: string): readonly DiffPart[] | undefined {
  if (from === to) return [{ kind: 'same', text: to }]
  if (from.length > longest || to.length > longest) return undefined
  const changes = diffWordsWithSpace(from, to, bounds)
  return changes?.map(({ value, added, removed }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value }))
}
