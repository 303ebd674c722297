import type { EpochMs } from '#contract/units'

/** Tokens and counts short: `950`, `12.3k`, `1.20M`. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count)
  if (count < 999_500) return `${threeDigits(count / 1000)}k`
  return `${threeDigits(count / 1_000_000)}M`
}

/** How large something is: `950 B`, `12.3 kB`, `1.20 MB`. */
export function size(bytes: number): string {
  return `${shortCount(bytes).replace(/(?=[kM]?$)/, ' ')}B`
}

/** As `shortCount`, with two digits: for figures that are only probable. */
export function roughCount(count: number): string {
  if (count < 1000) return String(count)
  const [value, unit] = count < 999_500 ? [count / 1000, 'k'] : [count / 1_000_000, 'M']
  return `${value.toFixed(value < 9.95 ? 1 : 0)}${unit}`
}

/** A length of time that is only probable: `40 s`, `3 min`, `7 h`, `2 d`. */
export function roughDuration(ms: number): string {
  const seconds = ms / 1000
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`
  return seconds < 129_600 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`
}

/** A latency: `87 ms`, `1.24 s`, `2 min 5 s`. A dash where there is none. */
export function latency(ms: number | null): string {
  if (ms === null) return '–'
  if (ms < 999.5) return `${Math.round(ms)} ms`
  return ms < 60_000 ? `${threeDigits(ms / 1000)} s` : duration(ms)
}

/** A length of time for a person: `4 s`, `2 min 5 s`, `3 h 20 min`, `2 d 4 h`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return two(seconds, 60, 'min', 's')
  if (seconds < 86_400) return two(Math.round(seconds / 60), 60, 'h', 'min')
  return two(Math.round(seconds / 3600), 24, 'd', 'h')
}

/** An instant as the ledger has it: ISO 8601 in UTC, to the second. */
export function instant(atMs: EpochMs | null): string {
  return atMs === null ? '–' : `${new Date(atMs).toISOString().slice(0, 19)}Z`
}

/** An instant that is near, in UTC: its time of day, and its date too unless that is today's. */
export function nearInstant(atMs: EpochMs, nowMs: EpochMs): string {
  const [at, now] = [new Date(atMs).toISOString(), new Date(nowMs).toISOString()]
  return at.slice(0, 10) === now.slice(0, 10) ? `${at.slice(11, 19)} UTC` : `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
}

/** `1 probe`, `3 probes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
}

/** `low` alone where both ends read the same. */
export function range(low: string, high: string): string {
  return low === high ? low : `${low}–${high}`
}

function threeDigits(value: number): string {
  return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)
}

function two(whole: number, per: number, large: string, small: string): string {
  const rest = whole % per
  return rest === 0 ? `${Math.floor(whole / per)} ${large}` : `${Math.floor(whole / per)} ${large} ${rest} ${small}`
}
