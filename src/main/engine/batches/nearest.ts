import { distance } from 'fastest-levenshtein'

/** The candidate a person may have meant, the nearest first; undefined when none is near. Case, blanks, `_` and `-` make no difference. */
export function nearest(written: string, candidates: readonly string[]): string | undefined {
  const plain = plainOf(written.slice(0, 200))
  if (plain === '') return undefined
  const ranked = candidates
    .map((candidate) => ({ candidate, away: awayFrom(plain, plainOf(candidate)) }))
    .sort((left, right) => left.away - right.away)
  const best = ranked[0]
  return best !== undefined && best.away <= Math.floor(plain.length / 3) ? best.candidate : undefined
}

/** Edits between both; leaving out a part (`budget` for `budgetUsd`, `max_tokens` for `maxOutputTokens`) counts as one. */
function awayFrom(written: string, candidate: string): number {
  const edits = distance(written, candidate)
  const isShortened = candidate.startsWith(written) || (written.length * 2 >= candidate.length && isWithin(written, candidate))
  return isShortened && written.length >= 4 ? Math.min(1, edits) : edits
}

/** Whether all characters of `part` stand in `whole` in their order. */
function isWithin(part: string, whole: string): boolean {
  let matched = 0
  for (const char of whole) if (char === part.charAt(matched)) matched += 1
  return matched === part.length
}

function plainOf(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '')
}
