import type { NanoUsd } from '#contract/units'
import { formatNanoUsd } from '#engine/money'
import { isoText } from '#engine/resilience'

export function usd(nanoUsd: number): string {
  return formatNanoUsd(Math.round(nanoUsd) as NanoUsd)
}

/** `12.5 %`. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

/** `840 ms`, `4.20 s`. */
export function milliseconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`
}

/** `90 s`, `12 min`, `3 h 5 min`. */
export function timeSpan(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 2) return `${Math.max(0, Math.round(ms / 1000))} s`
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** `2026-11-21 14:05 UTC`. */
export function instant(atMs: number): string {
  return `${isoText(atMs).slice(0, 16).replace('T', ' ')} UTC`
}

export function calls(count: number): string {
  return `${count} call${count === 1 ? '' : 's'}`
}
