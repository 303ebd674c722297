import type { WaitCause } from '#contract/calls'
import { assertNever } from '#contract/errors'
import type { RunProgress } from '#contract/runs'
import { timeOfDay } from '../format/quantities.ts'
import { plain } from '../format/text.ts'

type Wait = RunProgress['waits'][number]

/** One wait: how many probes, for what, until when if that is known. */
export function sayWait({ cause, probes, untilMs, service }: Wait): string {
  return `${probes} wait for ${causeWords(cause, plain(service))}${untilMs === null ? '' : ` until ${timeOfDay(untilMs)}`}`
}

function causeWords(cause: WaitCause, service: string): string {
  switch (cause) {
    case 'run_paused':
      return 'the run to go on'
    case 'provider_disabled':
      return `${service}, which is disabled`
    case 'no_credential':
      return `a key for ${service}`
    case 'stopped':
      return `${service}, which refused the key or is out of credit`
    case 'parked':
      return `${service}, which said "too fast",`
    case 'trial':
      return `the first probe after the pause of ${service}`
    case 'opening':
      return `${service} to open again, step by step,`
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
      return `the day's budget of ${service.split('/')[0]}`
    case 'month_budget':
      return "the month's budget"
    case 'retry_backoff':
      return service === '' ? 'another try' : `another try at ${service}`
    case 'retry_budget':
      return `fewer failures at ${service}`
    case 'breaker':
      return `${service}, which keeps failing,`
    case 'breaker_held':
      return `a person, who holds ${service} back`
    case 'storage':
      return 'the disk'
    default:
      return assertNever(cause)
  }
}
