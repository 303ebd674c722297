import type { AlertCondition } from '#contract/alerts'
import { assertNever } from '#contract/errors'
import type { AlertFacts } from './alert-facts.ts'
import { judgeDepartures } from './departures.ts'
import type { Judged } from './finding.ts'
import { judgeErrorRate, judgeLatency } from './judge-calls.ts'
import { judgeBreakers, judgePools, judgePrices } from './judge-services.ts'
import { judgeBurnRate, judgeDaySpend, judgeMonthSpend, judgeRunSpend } from './judge-spend.ts'

/** What a rule says of the facts. */
export function judgeRule(condition: AlertCondition, facts: AlertFacts): Judged {
  switch (condition.on) {
    case 'run_spend':
      return judgeRunSpend(condition, facts)
    case 'day_spend':
      return judgeDaySpend(condition, facts)
    case 'month_spend':
      return judgeMonthSpend(condition, facts)
    case 'burn_rate':
      return judgeBurnRate(condition, facts)
    case 'error_rate':
      return judgeErrorRate(condition, facts)
    case 'latency':
      return judgeLatency(condition, facts)
    case 'breaker_open':
      return judgeBreakers(condition, facts)
    case 'pool_parked':
      return judgePools(condition, facts)
    case 'price_change':
      return judgePrices(condition, facts)
    case 'departure':
      return judgeDepartures(condition, facts)
    default:
      return assertNever(condition)
  }
}

/** Whether calls alone may change what it says. */
export function isOfCalls({ on }: AlertCondition): boolean {
  return on !== 'breaker_open' && on !== 'pool_parked' && on !== 'price_change'
}

/** Whether its end is worth telling: money that was spent stays spent, and that a price begins the calendar tells. */
export function tellsEnd({ on }: AlertCondition): boolean {
  return on !== 'run_spend' && on !== 'day_spend' && on !== 'month_spend' && on !== 'price_change'
}
