import { formatCount, formatLatency, formatShare, formatShort, formatUsd, formatUsdExactly } from '#renderer/lib'

/** What the values of a chart are in. `usd`: nano-USD; `ms`: milliseconds; `share`: 0 to 1; `usdPerHour`: nano-USD an hour. */
export type Unit = 'usd' | 'usdPerHour' | 'calls' | 'callsPerMinute' | 'tokens' | 'ms' | 'share' | 'number'

/** A value as a person reads it, and whole, for a title or a table that must add up. */
export interface UnitWords {
  readonly short: (value: number) => string
  readonly exact: (value: number) => string
  /** At the axis. */
  readonly tick: (value: number) => string
}

const percent = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })
const plain = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 })

export const units: Readonly<Record<Unit, UnitWords>> = {
  usd: { short: formatUsd, exact: formatUsdExactly, tick: usdTick },
  usdPerHour: { short: (value) => `${formatUsd(value)}/h`, exact: (value) => `${formatUsdExactly(value)}/h`, tick: usdTick },
  calls: { short: formatCount, exact: formatCount, tick: formatShort },
  callsPerMinute: { short: (value) => `${plain.format(value)}/min`, exact: (value) => `${plain.format(value)}/min`, tick: formatShort },
  tokens: { short: formatShort, exact: formatCount, tick: formatShort },
  ms: { short: formatLatency, exact: formatLatency, tick: msTick },
  share: { short: formatShare, exact: (value) => `${percent.format(value * 100)} %`, tick: (value) => `${percent.format(value * 100)} %` },
  number: { short: (value) => plain.format(value), exact: String, tick: formatShort },
}

const nanoPerUsd = 1_000_000_000
const large = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 })

/** As short as the axis wants it: `$0`, `$0.25`, `$20`, `$1.5K`. Units: nano-USD. */
function usdTick(nanoUsd: number): string {
  const usd = nanoUsd / nanoPerUsd
  if (usd >= 1000) return `$${large.format(usd)}`
  return usd >= 1 && Number.isInteger(usd) ? `$${usd}` : formatUsd(nanoUsd)
}

/** `0 ms`, `250 ms`, `1.5 s`. */
function msTick(ms: number): string {
  return ms >= 1000 && ms < 60_000 ? `${plain.format(Math.round(ms / 10) / 100)} s` : formatLatency(ms)
}

const steps = [1, 2, 2.5, 5, 10] as const

/** Round values from 0 up to or above the largest, at most `most` steps. A step is whole where values are counted (`isWhole`). */
export function ticksUpTo(largest: number, most = 4, isWhole = false): number[] {
  if (!(largest > 0) || !Number.isFinite(largest)) return [0, 1]
  const raw = largest / most
  const power = 10 ** Math.floor(Math.log10(raw))
  const found = power * (steps.find((step) => power * step >= raw * (1 - 1e-9)) ?? 10)
  const step = isWhole ? Math.max(1, Math.ceil(found)) : found
  const count = Math.max(1, Math.ceil((largest / step) * (1 - 1e-9)))
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}
