import type { PoolLive } from '#contract/pools'
import type { EpochMs } from '#contract/units'
import { formatCount, formatShort, sayCause, sayCode } from '#renderer/lib'
import type { Tone } from '#renderer/ui'

/** What a pool does now, in words; `untilMs`: when that will be over, where an instant is known. */
export function describePool({ inFlight, queued, parkedUntilMs, parkedCause, cause, untilMs, breakers }: PoolLive): {
  tone: Tone
  word: string
  untilMs: EpochMs | null
} {
  const held = breakers.find(({ hold }) => hold === 'open')
  if (held !== undefined) return { tone: 'bad', word: `Held open by a person: ${nameOf(held.service)}`, untilMs: null }
  const open = breakers.find(({ state }) => state === 'open')
  if (open !== undefined) return { tone: 'bad', word: `Breaker open: ${nameOf(open.service)}`, untilMs: open.halfOpenAtMs }
  if (parkedUntilMs !== null)
    return { tone: 'waiting', word: `Paused: ${parkedCause === null ? 'left alone' : lower(sayCode(parkedCause))}`, untilMs: parkedUntilMs }
  if (queued > 0 && cause !== null) return { tone: isOrdinary(cause) ? 'going' : 'waiting', word: upper(sayCause(cause)), untilMs }
  if (inFlight > 0) return { tone: 'going', word: 'Sending', untilMs: null }
  return { tone: 'quiet', word: 'Idle', untilMs: null }
}

/** What is left of this minute and day, where somebody limits it. */
export function leftOf({ requestsLeft, tokensLeft, inputTokensLeft, outputTokensLeft, requestsLeftToday }: PoolLive): string {
  const parts = [
    requestsLeft === null ? undefined : `${formatCount(requestsLeft)} requests`,
    tokensLeft === null ? undefined : `${formatShort(tokensLeft)} tokens`,
    inputTokensLeft === null ? undefined : `${formatShort(inputTokensLeft)} in`,
    outputTokensLeft === null ? undefined : `${formatShort(outputTokensLeft)} out`,
    requestsLeftToday === null ? undefined : `${formatCount(requestsLeftToday)} today`,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? 'no limit' : parts.join(', ')
}

/** Waiting for a place is what probes of a limited pool do; anything else is news. */
function isOrdinary(cause: PoolLive['cause']): boolean {
  return cause === 'pool_slots' || cause === 'provider_slots' || cause === 'run_slots' || cause === 'spacing'
}

function nameOf(service: string): string {
  return service.replace(/^(provider|model):/, '')
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
