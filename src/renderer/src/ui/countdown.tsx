import type { EpochMs } from '#contract/units'
import { formatCountdown, formatInstantWithZone } from '#renderer/lib'
import { useNow } from './use-now.ts'

/** What is left until an instant, by the second; the instant itself is its title. */
export function Countdown({ untilMs }: { readonly untilMs: EpochMs }) {
  const nowMs = useNow(500)
  return (
    <time role="timer" dateTime={new Date(untilMs).toISOString()} title={formatInstantWithZone(untilMs)}>
      {formatCountdown(untilMs - nowMs)}
    </time>
  )
}
