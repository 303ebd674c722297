import type { Event } from '#contract/events'
import type { Tone } from '#renderer/ui'

/** A limit that was found by trying: from when on, and why it is not what it was. */
export interface FoundLimit {
  readonly atMs: number
  readonly from: number
  readonly to: number
  readonly reason: string
}

/** Oldest first. What an event does not say is passed over. */
export function foundLimits(events: readonly Pick<Event, 'atMs' | 'data'>[]): FoundLimit[] {
  return events
    .flatMap(({ atMs, data: { from, to, reason } }) =>
      typeof from === 'number' && typeof to === 'number' ? [{ atMs: Number(atMs), from, to, reason: String(reason ?? '') }] : [],
    )
    .toSorted((left, right) => left.atMs - right.atMs)
}

/** Why a limit changed, in a few words. */
export function sayReason(reason: string): { readonly words: string; readonly tone: Tone } {
  switch (reason) {
    case 'doubled':
      return { words: 'All went well: doubled', tone: 'good' }
    case 'grown':
      return { words: 'All went well: a little more', tone: 'good' }
    case 'refused':
      return { words: 'The provider said “too fast”', tone: 'bad' }
    case 'ramp':
      return { words: '“Too fast” again, while opening', tone: 'bad' }
    case 'bounds':
      return { words: 'Its bounds were changed', tone: 'quiet' }
    case 'started':
      return { words: 'Began', tone: 'quiet' }
    case 'restored':
      return { words: 'As before the restart', tone: 'quiet' }
    default:
      return { words: reason, tone: 'quiet' }
  }
}

export interface StepChart {
  /** SVG path of the steps, from the first change until now. */
  readonly path: string
  readonly dots: readonly { readonly x: number; readonly y: number; readonly found: FoundLimit }[]
  readonly fromMs: number
  readonly untilMs: number
  /** The lines to read it by: value and height. */
  readonly marks: readonly { readonly value: number; readonly y: number }[]
}

/** The limits as steps in a box of that size; heights grow downwards, and nothing is not at the bottom but 0 is. */
export function stepChart(found: readonly FoundLimit[], nowMs: number, width: number, height: number): StepChart | undefined {
  const [first] = found
  const last = found.at(-1)
  if (first === undefined || last === undefined) return undefined
  // A minute at least: a single change is a step, not a cliff.
  const untilMs = Math.max(nowMs, last.atMs + 1)
  const fromMs = Math.min(first.atMs, untilMs - 60_000)
  const most = Math.max(...found.flatMap(({ from, to }) => [from, to]))
  const xOf = (atMs: number) => round(((atMs - fromMs) / (untilMs - fromMs)) * width)
  const yOf = (limit: number) => round(height - (limit / most) * height)
  const steps = found.map(({ atMs, to }) => `H${xOf(atMs)}V${yOf(to)}`)
  const values = [...new Set([most, Math.round(most / 2), 0])]
  return {
    path: `M0 ${yOf(first.from)}${steps.join('')}H${width}`,
    dots: found.map((each) => ({ x: xOf(each.atMs), y: yOf(each.to), found: each })),
    fromMs,
    untilMs,
    marks: values.map((value) => ({ value, y: yOf(value) })),
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
