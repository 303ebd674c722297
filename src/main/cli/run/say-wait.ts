import type { WaitCause } from '#contract/calls'
import { assertNever } from '#contract/errors'
import type { RunProgress } from '#contract/runs'
import type { EpochMs } from '#contract/units'
import { nearInstant } from '../format/quantities.ts'
import { plain } from '../format/text.ts'

type Wait = RunProgress['waits'][number]

/** What a wait is for that spans several services. */
const nameless = 'their provider'

/** Services that a wait names; of more it says how many. */
const mostNamed = 2

/** Why probes wait, each cause once, most first; what is only a place in line comes after what is news. */
export function sayWaits(waits: readonly Wait[], nowMs: EpochMs): string[] {
  const merged = [...Map.groupBy(waits, ({ cause, untilMs }) => `${cause} ${untilMs}`).values()].flatMap(mergeWaits)
  const ordered = merged.sort((left, right) => Number(isOrdinary(left)) - Number(isOrdinary(right)) || right.probes - left.probes)
  return ordered.map((wait) => sayWait(wait, nowMs))
}

/** One wait: how many probes, for what, until when if that is known. */
export function sayWait({ cause, probes, untilMs, service }: Wait, nowMs: EpochMs): string {
  const verb = probes === 1 ? 'waits' : 'wait'
  const until = untilMs === null ? '' : ` until ${nearInstant(untilMs, nowMs)}`
  return `${probes} ${verb} for ${causeWords(cause, service === '' ? nameless : plain(service))}${until}`
}

/** Waiting for a place is what probes of a limited pool do; anything else is news. */
export function isOrdinary({ cause }: Wait): boolean {
  return cause === 'pool_slots' || cause === 'provider_slots' || cause === 'run_slots'
}

/** Of the same cause and instant, at several services. */
function mergeWaits(waits: readonly Wait[]): Wait[] {
  const [first] = waits
  if (first === undefined) return []
  const services = [...new Set(waits.map(({ service }) => service))]
  const named = services.length > mostNamed ? [...services.slice(0, mostNamed - 1), `${services.length - mostNamed + 1} more`] : services
  return [{ ...first, probes: waits.reduce((sum, { probes }) => sum + probes, 0), service: named.join(' and ') }]
}

function causeWords(cause: WaitCause, service: string): string {
  switch (cause) {
    case 'run_paused':
      return 'the run to go on'
    case 'provider_disabled':
      return `${service} to be enabled`
    case 'no_credential':
      return `a key for ${service}`
    case 'stopped':
      return `a mended key, or credit, at ${service}`
    case 'parked':
      return `${service}, which said "too fast",`
    case 'trial':
      return `the first probe after the pause of ${service}`
    case 'opening':
      return `${service} to open again step by step`
    case 'pool_slots':
      return `a free place in ${service}`
    case 'provider_slots':
      return `a free place at ${service}`
    case 'run_slots':
      return "a free place of the run's maxParallel"
    case 'spacing':
      return `their turn in ${service}`
    case 'requests_per_minute':
      return `the requests per minute of ${service}`
    case 'tokens_per_minute':
      return `the tokens per minute of ${service}`
    case 'input_tokens_per_minute':
      return `the input tokens per minute of ${service}`
    case 'output_tokens_per_minute':
      return `the output tokens per minute of ${service}`
    case 'requests_per_day':
      return `the requests per day of ${service}`
    case 'budget':
      return 'the budget'
    case 'budget_reserved':
      return 'what calls on their way may leave of the budget'
    case 'provider_day_budget':
      return `the day's budget of ${service === nameless ? service : service.split('/')[0]}`
    case 'month_budget':
      return "the month's budget"
    case 'retry_backoff':
      return service === nameless ? 'another try' : `another try at ${service}`
    case 'retry_budget':
      return 'room to retry (too many calls fail)'
    case 'breaker':
      return `${service} to recover (breaker open)`
    case 'breaker_held':
      return `a person to release ${service} (breaker held open)`
    case 'storage':
      return 'the disk'
    default:
      return assertNever(cause)
  }
}
