import type { Forecast, WhatIf } from '#contract/what-if'
import { formatCount, formatDuration, formatUsdRange, sayCause } from '#renderer/lib'

interface ComparedRow {
  readonly name: string
  readonly today: string
  readonly changed: string
  /** Whether the change is one for the better; absent: it is none. */
  readonly tone?: 'good' | 'bad'
}

/** What a batch comes to, as it is and with the changes. */
export function compared({ today, changed }: WhatIf): ComparedRow[] {
  const other = changed ?? today
  return [
    row('Duration', today.durationMs, other.durationMs, formatDuration),
    {
      name: 'Cost',
      today: sayCost(today),
      changed: sayCost(other),
      ...toneOf(today.costNanoUsd?.high ?? 0, other.costNanoUsd?.high ?? 0),
    },
    row('Refused as too fast', today.rateLimited, other.rateLimited, formatCount),
    row('Tries again', today.retries, other.retries, formatCount),
    row('Failed probes', today.failed, other.failed, formatCount),
    ...(today.unfinished + other.unfinished === 0 ? [] : [row('Never sent', today.unfinished, other.unfinished, formatCount)]),
  ]
}

/** What would hold it back longest with the changes. */
export function saySlowest({ today, changed }: WhatIf): string {
  const { limits, stoppedBy } = changed ?? today
  if (stoppedBy !== null) return `It would not come to its end by itself: ${sayCause(stoppedBy)}.`
  const [slowest] = limits.toSorted((left, right) => right.heldMs - left.heldMs)
  return slowest === undefined
    ? 'Then no limit holds it back.'
    : `Then what holds it back most: ${sayCause(slowest.cause)} (${slowest.service}).`
}

function row(name: string, today: number, changed: number, say: (value: number) => string): ComparedRow {
  return { name, today: say(today), changed: say(changed), ...toneOf(today, changed) }
}

/** Less is better. What differs by less than a hundredth is chance. */
function toneOf(today: number, changed: number): Pick<ComparedRow, 'tone'> {
  if (Math.abs(changed - today) <= Math.max(today, changed) / 100) return {}
  return { tone: changed < today ? 'good' : 'bad' }
}

function sayCost({ costNanoUsd }: Forecast): string {
  return costNanoUsd === null ? 'unknown: a price is missing' : formatUsdRange(costNanoUsd.low, costNanoUsd.high)
}
