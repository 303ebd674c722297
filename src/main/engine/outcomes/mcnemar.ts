/**
 * Two-sided exact McNemar test: how probable flips at least as uneven as these are, were either way as likely. null without any.
 * Source: Q. McNemar, Psychometrika 12 (1947) 153–157; exact by the binomial distribution with p = 1/2.
 */
export function mcNemarP(oneWay: number, otherWay: number): number | null {
  const flips = oneWay + otherWay
  if (flips === 0) return null
  const fewer = Math.min(oneWay, otherWay)
  let logTerm = -flips * Math.LN2
  let tail = Math.exp(logTerm)
  for (let each = 1; each <= fewer; each += 1) {
    logTerm += Math.log((flips - each + 1) / each)
    tail += Math.exp(logTerm)
  }
  return Math.min(1, 2 * tail)
}
