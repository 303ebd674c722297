import type { AlertCondition, AlertRule, AlertState } from '#contract/alerts'
import { assertNever, formatLatency, formatShare } from '#renderer/lib'
import type { Tone } from '#renderer/ui'

export type ConditionKind = AlertCondition['on']

/** What can be minded, in the order in which it is offered. */
export const conditionWords: Readonly<Record<ConditionKind, { readonly title: string; readonly does: string }>> = {
  run_spend: { title: 'Spend of a run', does: 'A run has cost more than this, with what may have been billed at its most.' },
  day_spend: {
    title: 'Spend of a day',
    does: 'All calls of a day, of one provider or of all, have cost more than this. A day begins at midnight of the workspace’s time zone.',
  },
  month_spend: {
    title: 'Spend of a month',
    does: 'All calls of a month have cost more than this. A month begins at midnight of the workspace’s time zone.',
  },
  burn_rate: { title: 'Spend an hour', does: 'At the pace of the last minutes, an hour would cost more than this.' },
  error_rate: { title: 'Failures', does: 'Of the calls of the last minutes, more than this share failed.' },
  latency: { title: 'Slow answers', does: 'Of the answers of the last minutes, 5 in 100 took longer than this.' },
  breaker_open: { title: 'Breaker open', does: 'A service fails so often that nothing is sent to it, for longer than this.' },
  pool_parked: { title: 'Pool paused', does: 'A provider said “too fast”, and its pool has been paused for longer than this.' },
  price_change: { title: 'Price change', does: 'A new price of a model begins within so many days.' },
  departure: {
    title: 'Other than usual',
    does: 'A model’s calls of this hour cost more, take longer or fail more than the same hour of the last 14 days would lead one to expect: above its median by more than 5 times its usual spread, with 30 calls or more.',
  },
}
export const conditionKinds = Object.keys(conditionWords) as readonly ConditionKind[]

export const departureWords = { cost: 'cost of a call', latency: 'latency', failures: 'share of failures' } as const

/** When somebody is told, in a line. */
export function sayCondition(when: AlertCondition): string {
  switch (when.on) {
    case 'run_spend':
      return `a run costs more than $${when.aboveUsd}`
    case 'day_spend':
      return `a day costs more than $${when.aboveUsd}${of(when.provider)}`
    case 'month_spend':
      return `a month costs more than $${when.aboveUsd}`
    case 'burn_rate':
      return `the pace of ${minutes(when.windowMinutes)} comes to more than $${when.aboveUsdPerHour}/h`
    case 'error_rate':
      return `more than ${formatShare(when.above)} of calls fail in ${minutes(when.windowMinutes)}${of(when.model ?? when.provider)}`
    case 'latency':
      return `p95 is above ${formatLatency(when.p95AboveMs)} in ${minutes(when.windowMinutes)}${of(when.model ?? when.provider)}`
    case 'breaker_open':
      return when.forMinutes === 0 ? 'a breaker opens' : `a breaker is open for more than ${minutes(when.forMinutes)}`
    case 'pool_parked':
      return when.forMinutes === 0 ? 'a pool is paused' : `a pool is paused for more than ${minutes(when.forMinutes)}`
    case 'price_change':
      return `a price begins within ${when.days} ${when.days === 1 ? 'day' : 'days'}`
    case 'departure':
      return `a model’s ${listed(when.of.map((each) => departureWords[each]))} is other than usual`
    default:
      return assertNever(when)
  }
}

/** How a rule stands. */
export function standingOf({ rule, firing }: AlertState): { readonly tone: Tone; readonly word: string } {
  if (!rule.isEnabled) return { tone: 'quiet', word: 'Off' }
  if (firing.length === 0) return { tone: 'good', word: 'Quiet' }
  return { tone: 'bad', word: firing.length === 1 ? 'Firing' : `Firing for ${firing.length}` }
}

/** A rule of a list of them, whole; for whoever has to choose between two. */
export function sayRule(rule: AlertRule | undefined): string {
  if (rule === undefined) return 'no such rule'
  const told = rule.channels.length === 0 ? '' : `, told to ${rule.channels.join(', ')}`
  return `${rule.name}: when ${sayCondition(rule.when)}${told}, again after ${minutes(rule.quietMinutes)}${rule.isEnabled ? '' : ', off'}`
}

/** `run:01J…` and the like, without what its kind says already. */
export function saySubject(subject: string): string {
  return subject.replace(/^(model|provider|pool|breaker):/, '').replace(/^run:.*$/, 'a run')
}

function of(who: string | undefined): string {
  return who === undefined ? '' : `, ${who}`
}

export function minutes(count: number): string {
  return count >= 120 && count % 60 === 0 ? `${count / 60} h` : `${count} min`
}

/** `cost, latency or failures`. */
function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`
}
