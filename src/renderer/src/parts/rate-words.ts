import type { CheckCounts } from '#contract/checks'
import type { Rate } from '#contract/outcomes'
import { formatShare } from '#renderer/lib'

/** Where the interval is narrower, a tenth of a percent tells rates apart. */
const narrow = 0.04

/** A rate with its interval: `96 %` and `89–99 %`; with tenths where the interval is that narrow. All from 0 to 1. */
export function sayRate({ rate, low, high }: Rate): { readonly rate: string; readonly interval: string } {
  const digits = high - low < narrow ? 1 : 0
  const percent = (share: number) => (share * 100).toFixed(digits)
  return { rate: `${percent(rate)} %`, interval: `${percent(low)}–${percent(high)} %` }
}

/** The difference of two rates in percentage points: `+12 points`, `−0.4 points`. */
export function sayDifference(from: number, to: number): string {
  const points = (to - from) * 100
  const text = Math.abs(points)
    .toFixed(Math.abs(points) < 9.95 ? 1 : 0)
    .replace(/\.0$/, '')
  if (text === '0') return 'none'
  return `${points < 0 ? '−' : '+'}${text} ${text === '1' ? 'point' : 'points'}`
}

/** The share that passed of what passed or failed; a dash where nothing did. */
export function passRateOf({ passed, failed }: CheckCounts): string {
  return formatShare(passed + failed === 0 ? undefined : passed / (passed + failed))
}
