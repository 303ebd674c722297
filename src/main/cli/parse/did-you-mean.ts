import { closest, distance } from 'fastest-levenshtein'

/** The known name that was probably meant; undefined when none is near: at most a third of the letters differ, and never more than three. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const best = closest(name.toLowerCase(), [...known])
  return distance(name.toLowerCase(), best.toLowerCase()) <= Math.min(3, Math.ceil(best.length / 3)) ? best : undefined
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(name: string, known: readonly string[], prefix = ''): string {
  const best = nearest(name, known)
  return best === undefined ? '' : ` Did you mean ${prefix}${best}?`
}
