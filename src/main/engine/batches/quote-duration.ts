import type { PoolLimits } from '#contract/pools'
import { saturated } from './quote-cost.ts'
import type { ModelEstimate, Span } from './quote-input.ts'

/** A minute's limit is kept over any 61 s. */
const minuteMs = 61_000
const dayMs = 86_400_000

/** How long the probes of these models take together: each pool, each provider and the run itself hold them back, and the slowest decides. Units: milliseconds. */
export function runDuration(estimates: readonly ModelEstimate[], maxParallel: number | undefined): Span {
  return { low: saturated(durationAt(estimates, maxParallel, 'low')), high: saturated(durationAt(estimates, maxParallel, 'high')) }
}

function durationAt(estimates: readonly ModelEstimate[], maxParallel: number | undefined, end: keyof Span): number {
  const providers = groupBy(estimates, ({ model }) => providerOf(model.ref))
  const pools = groupBy(estimates, ({ model }) => `${providerOf(model.ref)} ${model.pool.name}`)
  return Math.max(
    0,
    ...pools.map((members) => poolMs(members, end)),
    ...providers.map((members) => slotsMs(members, members[0]?.model.providerMaxParallel ?? undefined, end)),
    slotsMs(estimates, maxParallel, end),
  )
}

function poolMs(members: readonly ModelEstimate[], end: keyof Span): number {
  const limits = members[0]?.model.pool.limits
  if (limits === undefined) return 0
  return Math.max(slotsMs(members, limits.maxParallel, end), windowsMs(members, limits, end))
}

/** All calls, `parallel` at a time; undefined: as many as there are. */
function slotsMs(members: readonly ModelEstimate[], parallel: number | undefined, end: keyof Span): number {
  const working = members.filter(({ probes }) => probes > 0)
  const longest = Math.max(0, ...working.map(({ callMs, turns }) => callMs[end] * turns.length))
  if (parallel === undefined) return longest
  return Math.max(longest, sum(working, ({ answers, callMs }) => answers * callMs[end]) / parallel)
}

function windowsMs(members: readonly ModelEstimate[], limits: PoolLimits, end: keyof Span): number {
  const requests = sum(members, ({ calls }) => calls[end])
  const input = sum(members, ({ calls, inputTokens }) => calls[end] * inputTokens[end])
  const output = sum(members, ({ answers, outputTokens }) => answers * outputTokens[end])
  const burst = Math.min(limits.burst ?? limits.maxParallel, limits.requestsPerMinute ?? Number.POSITIVE_INFINITY)
  return Math.max(
    pacedMs(requests, burst, limits.requestsPerMinute),
    pacedMs(input + output, limits.tokensPerMinute ?? 0, limits.tokensPerMinute),
    pacedMs(input, limits.inputTokensPerMinute ?? 0, limits.inputTokensPerMinute),
    pacedMs(output, limits.outputTokensPerMinute ?? 0, limits.outputTokensPerMinute),
    daysMs(requests, limits.requestsPerDay, end),
  )
}

/** What is above the first `free` waits for its share of the minutes. */
function pacedMs(amount: number, free: number, perMinute: number | null): number {
  return perMinute === null ? 0 : (Math.max(0, amount - free) / perMinute) * minuteMs
}

/** The day turns at some hour within the next 24: at best at once, at worst a whole day later. */
function daysMs(requests: number, perDay: number | null, end: keyof Span): number {
  const turns = perDay === null ? 0 : Math.max(0, Math.ceil(requests / perDay) - 1)
  return dayMs * (end === 'high' ? turns : Math.max(0, turns - 1))
}

function providerOf(ref: string): string {
  return ref.slice(0, ref.indexOf('/'))
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  return [...Map.groupBy(items, keyOf).values()]
}

function sum<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0)
}
