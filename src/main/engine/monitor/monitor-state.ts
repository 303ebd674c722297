import type { ModelRef } from '#contract/ids'
import type { MonitorMinute, MonitorPool, MonitorState } from '#contract/monitor'
import type { EpochMs, NanoUsd, Ratio } from '#contract/units'
import type { CallMinutes, ModelFilter } from './call-minutes.ts'
import { minuteMs, minuteOf } from './call-minutes.ts'
import { type CallSums, mergeSums, noCalls } from './call-sums.ts'
import { sketchQuantile, stepBounds } from './latency-sketch.ts'

/** Minutes that are shown, the last of them still going on. */
export const shownMinutes = 60
/** Latencies and errors are of so many minutes, the last of them still going on. */
const recentMinutes = 15
/** Rates are of so many whole minutes. */
const rateMinutes = 5
/** A minute that has only begun says little of its pace. */
const leastMs = 5000

export interface MonitorFacts {
  readonly nowMs: EpochMs
  /** Since when this engine counts. */
  readonly sinceMs: EpochMs
  readonly minutes: CallMinutes
  readonly isOf: ModelFilter
  readonly refOf: (modelId: number) => ModelRef
  readonly pools: readonly MonitorPool[]
  readonly breakers: MonitorState['breakers']
}

/** What happens now, without its place in the order. */
export function monitorState({ nowMs, sinceMs, minutes, isOf, refOf, pools, breakers }: MonitorFacts): Omit<MonitorState, 'seq' | 'atMs'> {
  const now = minuteOf(nowMs)
  const shown = Array.from({ length: shownMinutes }, (_, index) => {
    const minute = now - shownMinutes + 1 + index
    return minuteView(minute, minutes.counts(minute, isOf))
  })
  const recent = minutes.byModel(now - recentMinutes + 1, now, isOf)
  const total = noCalls()
  for (const sums of recent.values()) mergeSums(total, sums)
  const { latencies } = total
  return {
    inFlight: pools.reduce((sum, pool) => sum + pool.inFlight, 0),
    waiting: pools.reduce((sum, pool) => sum + pool.waiting, 0),
    ...rates(shown, nowMs, sinceMs),
    minutes: shown,
    latency: {
      bins: [...latencies].sort(([left], [right]) => left - right).map(([step, calls]) => ({ ...stepBounds(step), calls })),
      calls: [...latencies.values()].reduce((sum, calls) => sum + calls, 0),
      p50Ms: sketchQuantile(latencies, 0.5),
      p95Ms: sketchQuantile(latencies, 0.95),
    },
    errors: errorsOf(recent, refOf),
    pools: [...pools],
    breakers,
  }
}

function minuteView(
  minute: number,
  { started, answered, failed, nanoUsd, upperNanoUsd }: Omit<CallSums, 'codes' | 'latencies'>,
): MonitorMinute {
  const atMs = (minute * minuteMs) as EpochMs
  return { atMs, started, answered, failed, nanoUsd: nanoUsd as NanoUsd, upperNanoUsd: upperNanoUsd as NanoUsd }
}

/** Of the last whole minutes, without those in which nobody counted; where there are none, of the minute that has begun. */
function rates(
  shown: readonly MonitorMinute[],
  nowMs: number,
  sinceMs: number,
): Pick<MonitorState, 'callsPerMinute' | 'successRate' | 'burnPerHourNanoUsd'> {
  const whole = shown.slice(-rateMinutes - 1, -1)
  const isSilent = ({ atMs, started, answered, failed }: MonitorMinute) => atMs < sinceMs && started + answered + failed === 0
  const first = whole.findIndex((minute) => !isSilent(minute))
  const counted = first === -1 ? shown.slice(-1) : whole.slice(first)
  const begunMs = Math.max(sinceMs, counted[0]?.atMs ?? nowMs)
  const lengthMs = first === -1 ? Math.max(leastMs, nowMs - begunMs) : counted.length * minuteMs
  const sum = (of: (minute: MonitorMinute) => number) => counted.reduce((total, minute) => total + of(minute), 0)
  const [answered, failed] = [sum((minute) => minute.answered), sum((minute) => minute.failed)]
  const isAnySettled = answered + failed > 0
  return {
    callsPerMinute: (sum((minute) => minute.started) * minuteMs) / lengthMs,
    successRate: isAnySettled ? ((answered / (answered + failed)) as Ratio) : null,
    burnPerHourNanoUsd: isAnySettled
      ? (Math.round((sum((minute) => minute.nanoUsd + minute.upperNanoUsd) * 60 * minuteMs) / lengthMs) as NanoUsd)
      : null,
  }
}

/** Most calls first. */
function errorsOf(models: ReadonlyMap<number, CallSums>, refOf: (modelId: number) => ModelRef): MonitorState['errors'] {
  const errors = new Map<MonitorState['errors'][number]['code'], { calls: number; services: ModelRef[] }>()
  for (const [modelId, sums] of models) {
    for (const [code, calls] of sums.codes) {
      const error = errors.get(code) ?? { calls: 0, services: [] as ModelRef[] }
      errors.set(code, error)
      error.calls += calls
      error.services.push(refOf(modelId))
    }
  }
  return [...errors]
    .map(([code, { calls, services }]) => ({ code, calls, services: services.sort() }))
    .sort((left, right) => right.calls - left.calls)
}
