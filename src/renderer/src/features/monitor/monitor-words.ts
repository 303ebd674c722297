import type { CallCode, WaitCause } from '#contract/calls'
import type { ModelRef } from '#contract/ids'
import type { MonitorPool, MonitorState } from '#contract/monitor'
import { callCodes, formatUsd, formatUsdExactly, formatUsdRange, sayCause, sayCode } from '#renderer/lib'
import type { Tone } from '#renderer/ui'

/** Latencies and errors are of so long. */
export const recentMs = 15 * 60_000
const minuteMs = 60_000

/**
 * What an hour costs at this pace, from what is sure to the most it can come to: of the minutes that the pace was measured on, as large a share is sure as it was of their spend.
 */
export function sayBurn({ burnPerHourNanoUsd, minutes }: Pick<MonitorState, 'burnPerHourNanoUsd' | 'minutes'>): {
  readonly text: string
  readonly title: string
} {
  if (burnPerHourNanoUsd === null) return { text: '–', title: 'Nothing was settled in the last five minutes' }
  const whole = minutes.slice(-6, -1)
  const measured = whole.some(({ answered, failed }) => answered + failed > 0) ? whole : minutes.slice(-1)
  const sure = measured.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0)
  const unsure = measured.reduce((sum, { upperNanoUsd }) => sum + upperNanoUsd, 0)
  const low = sure + unsure === 0 ? burnPerHourNanoUsd : Math.round((burnPerHourNanoUsd * sure) / (sure + unsure))
  return {
    text: `${formatUsdRange(low, burnPerHourNanoUsd)}/h`,
    title:
      low === burnPerHourNanoUsd
        ? `${formatUsdExactly(low)} an hour`
        : `${formatUsd(low)} is sure; with calls that may have been billed it is at most ${formatUsd(burnPerHourNanoUsd)}`,
  }
}

/** Why nothing leaves a pool, or that it does. A cause of a later version is shown as it is. */
export function describeMonitorPool({ parkedUntilMs, cause, waiting, inFlight }: MonitorPool): {
  readonly tone: Tone
  readonly word: string
} {
  if (parkedUntilMs !== null) return { tone: 'waiting', word: cause === null ? 'Paused' : `Paused: ${lower(sayWhy(cause))}` }
  if (cause !== null && waiting > 0) return { tone: isOrdinary(cause) ? 'going' : 'waiting', word: upper(sayWhy(cause)) }
  return inFlight > 0 ? { tone: 'going', word: 'Sending' } : { tone: 'quiet', word: 'Idle' }
}

function isOrdinary(cause: string): boolean {
  return ['pool_slots', 'provider_slots', 'run_slots', 'spacing'].includes(cause)
}

function sayWhy(cause: string): string {
  return callCodes.some((code) => code === cause) ? sayCode(cause as CallCode) : (sayCause(cause as WaitCause) ?? cause)
}

/** The ledger with the failed calls of that code, of the minutes that the monitor counts. The instant changes once a minute: the link stands still meanwhile. */
export function ledgerOf(code: CallCode, nowMs: number, provider: string | undefined) {
  const fromMs = Math.floor(nowMs / minuteMs) * minuteMs - recentMs + minuteMs
  return { code, from: new Date(fromMs).toISOString(), ...(provider === undefined ? {} : { provider }) }
}

/** `simulator/scholar and 2 others`. */
export function sayServices(services: readonly ModelRef[]): string {
  const [first, second] = services
  if (first === undefined) return '–'
  return second === undefined ? first : services.length === 2 ? `${first}, ${second}` : `${first} and ${services.length - 1} others`
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
