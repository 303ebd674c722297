import type { AlertCondition } from '#contract/alerts'
import { parseUsdToNano } from '#engine/money'
import { type CallSums, settledCalls } from '#engine/monitor'
import type { AlertFacts, PeriodSpend } from './alert-facts.ts'
import { type Finding, type Judged, judged, unknown, windowed } from './finding.ts'
import { usd } from './words.ts'

type On<Kind extends AlertCondition['on']> = Extract<AlertCondition, { on: Kind }>

export function judgeRunSpend({ aboveUsd }: On<'run_spend'>, { runs }: AlertFacts): Judged {
  const limit = parseUsdToNano(aboveUsd)
  const dearest = runs.toSorted((left, right) => right.spentNanoUsd - left.spentNanoUsd)[0]
  const findings = runs.flatMap(({ id, name, spentNanoUsd }): Finding[] => {
    if (spentNanoUsd <= limit) return []
    const [measured, bound] = [usd(spentNanoUsd), usd(limit)]
    return [{ key: `run:${id}`, measured, bound, message: `The run “${name}” has spent ${measured}, more than ${bound}.` }]
  })
  return judged(dearest === undefined ? null : `at most ${usd(dearest.spentNanoUsd)} of one run`, findings)
}

export function judgeDaySpend({ aboveUsd, provider }: On<'day_spend'>, { day }: AlertFacts): Judged {
  const whose = provider === undefined ? 'This workspace' : provider
  return judgePeriod(
    day(provider ?? null),
    aboveUsd,
    provider === undefined ? 'workspace' : `provider:${provider}`,
    `${whose} has`,
    'today',
  )
}

export function judgeMonthSpend({ aboveUsd }: On<'month_spend'>, { month }: AlertFacts): Judged {
  return judgePeriod(month(), aboveUsd, 'workspace', 'This workspace has', 'this month')
}

export function judgeBurnRate({ aboveUsdPerHour, windowMinutes }: On<'burn_rate'>, facts: AlertFacts): Judged {
  const limit = parseUsdToNano(aboveUsdPerHour)
  const sums = [...facts.recent(windowMinutes).values()]
  if (sums.every((each) => settledCalls(each) === 0)) return judged(null, [])
  const rate = (spentOf(sums) * 60) / windowMinutes
  const [measured, bound] = [`${usd(rate)} an hour`, `${usd(limit)} an hour`]
  const message = `At the pace of the last ${windowMinutes} min an hour costs ${usd(rate)}, more than ${usd(limit)}.`
  return windowed(measured, rate > limit ? [{ key: 'workspace', measured, bound, message }] : [], facts)
}

/** What may have been billed counts with the most it can come to. */
function spentOf(sums: readonly Readonly<CallSums>[]): number {
  return sums.reduce((total, { nanoUsd, upperNanoUsd }) => total + nanoUsd + upperNanoUsd, 0)
}

function judgePeriod(spend: PeriodSpend | undefined, aboveUsd: string, key: string, whoHas: string, when: string): Judged {
  if (spend === undefined) return unknown
  const limit = parseUsdToNano(aboveUsd)
  const [measured, bound] = [`${usd(spend.spentNanoUsd)} ${when}`, usd(limit)]
  if (spend.spentNanoUsd <= limit) return judged(measured, [])
  const message = `${whoHas} spent ${usd(spend.spentNanoUsd)} ${when}, more than ${bound}.`
  return judged(measured, [{ key, measured, bound, message }], spend.untilMs)
}
