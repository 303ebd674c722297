import type { Rate } from '#contract/outcomes'

/** The normal distribution's 97.5 % quantile. */
const z = 1.959_963_984_540_054

/** A share with its 95 % confidence interval by Wilson's score; null of nothing. Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212; R. G. Newcombe, Stat. Med. 17 (1998) 857–872, method 3. */
export function wilsonRate(passed: number, all: number): Rate | null {
  if (all === 0) return null
  const rate = passed / all
  const middle = (rate + (z * z) / (2 * all)) / (1 + (z * z) / all)
  const half = (z * Math.sqrt((rate * (1 - rate)) / all + (z * z) / (4 * all * all))) / (1 + (z * z) / all)
  return { rate, low: passed === 0 ? 0 : middle - half, high: passed === all ? 1 : middle + half }
}
