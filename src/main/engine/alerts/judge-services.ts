import type { AlertCondition } from '#contract/alerts'
import type { AlertFacts } from './alert-facts.ts'
import { type Finding, type Judged, judged } from './finding.ts'
import { instant, timeSpan } from './words.ts'

type On<Kind extends AlertCondition['on']> = Extract<AlertCondition, { on: Kind }>

const minuteMs = 60_000
const dayMs = 86_400_000

export function judgeBreakers({ forMinutes }: On<'breaker_open'>, { breakers, nowMs }: AlertFacts): Judged {
  const findings = breakers.filter(isLong(forMinutes, nowMs)).map(({ service, sinceMs, reason }): Finding => {
    const name = service.slice(service.indexOf(':') + 1)
    const why = reason === null || reason === '' ? '' : ` (${reason})`
    return {
      key: service,
      measured: `open since ${instant(sinceMs)}`,
      bound: spanOf(forMinutes),
      message: `The breaker of ${name} is open since ${instant(sinceMs)}${why}: nothing is sent there but a call from time to time.`,
    }
  })
  const due = breakers.map(({ sinceMs }) => sinceMs + forMinutes * minuteMs)
  return judged(breakers.length === 0 ? 'none open' : `${breakers.length} open`, findings, nextOf(due, nowMs))
}

export function judgePools({ forMinutes }: On<'pool_parked'>, { pools, nowMs }: AlertFacts): Judged {
  const findings = pools.filter(isLong(forMinutes, nowMs)).map(
    ({ name, sinceMs, untilMs, code }): Finding => ({
      key: `pool:${name}`,
      measured: `paused for ${timeSpan(nowMs - sinceMs)}`,
      bound: spanOf(forMinutes),
      message: `The pool ${name} is paused since ${instant(sinceMs)}${code === null ? '' : ` (${code})`}, for now until ${instant(untilMs)}.`,
    }),
  )
  const due = pools.flatMap(({ sinceMs, untilMs }) => [sinceMs + forMinutes * minuteMs, untilMs])
  return judged(pools.length === 0 ? 'none paused' : `${pools.length} paused`, findings, nextOf(due, nowMs))
}

export function judgePrices({ days }: On<'price_change'>, { prices, nowMs }: AlertFacts): Judged {
  const findings = prices
    .filter(({ atMs }) => atMs - nowMs <= days * dayMs)
    .map(
      ({ model, atMs, rates }): Finding => ({
        key: `model:${model} ${atMs}`,
        measured: `from ${instant(atMs)}`,
        bound: `within ${days} days`,
        message: `A new price of ${model} begins at ${instant(atMs)}: ${rates}.`,
      }),
    )
  const due = prices.flatMap(({ atMs }) => [atMs - days * dayMs, atMs])
  return judged(prices.length === 0 ? 'none to come' : `${prices.length} to come`, findings, nextOf(due, nowMs))
}

function isLong(forMinutes: number, nowMs: number): (each: { readonly sinceMs: number }) => boolean {
  return ({ sinceMs }) => nowMs - sinceMs >= forMinutes * minuteMs
}

function spanOf(forMinutes: number): string {
  return forMinutes === 0 ? 'at once' : `longer than ${forMinutes} min`
}

/** The first instant that is still to come. */
function nextOf(instants: readonly number[], nowMs: number): number | undefined {
  const coming = instants.filter((atMs) => atMs > nowMs)
  return coming.length === 0 ? undefined : Math.min(...coming)
}
