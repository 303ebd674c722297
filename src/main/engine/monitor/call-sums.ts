import type { CallCode } from '#contract/calls'
import type { SettleAttempt } from '#engine/storage'
import { addLatency, type LatencySketch, latencyStep } from './latency-sketch.ts'

/**
 * What calls came to. `started`, and apart from it what was settled: `answered`, `failed`, and others (cancelled, interrupted) of which only the cost counts.
 * `nanoUsd` is known to be spent; `upperNanoUsd` is what calls may have cost beyond it whose cost is not known.
 */
export interface CallSums {
  started: number
  answered: number
  failed: number
  nanoUsd: number
  upperNanoUsd: number
  readonly codes: Map<CallCode, number>
  /** Of answered calls. */
  readonly latencies: LatencySketch
}

export function noCalls(): CallSums {
  return { started: 0, answered: 0, failed: 0, nanoUsd: 0, upperNanoUsd: 0, codes: new Map(), latencies: new Map() }
}

type Outcome = Pick<SettleAttempt, 'state' | 'code' | 'durationMs' | 'costNanoUsd' | 'costUpperNanoUsd'>

export function addOutcome(sums: CallSums, { state, code, durationMs, costNanoUsd, costUpperNanoUsd }: Outcome): void {
  if (costNanoUsd === null) sums.upperNanoUsd += costUpperNanoUsd ?? 0
  else sums.nanoUsd += costNanoUsd
  if (state === 'answered') {
    sums.answered += 1
    if (durationMs !== null) addLatency(sums.latencies, latencyStep(durationMs), 1)
  } else if (state === 'failed') {
    sums.failed += 1
    if (code !== null) sums.codes.set(code, (sums.codes.get(code) ?? 0) + 1)
  }
}

/** Adds what others came to. */
export function mergeSums(into: CallSums, from: Readonly<CallSums>): void {
  addCounts(into, from)
  for (const [code, calls] of from.codes) into.codes.set(code, (into.codes.get(code) ?? 0) + calls)
  for (const [step, calls] of from.latencies) addLatency(into.latencies, step, calls)
}

type Counts = Omit<CallSums, 'codes' | 'latencies'>

export function addCounts(into: Counts, from: Readonly<Counts>): void {
  into.started += from.started
  into.answered += from.answered
  into.failed += from.failed
  into.nanoUsd += from.nanoUsd
  into.upperNanoUsd += from.upperNanoUsd
}

/** Answered or failed: what a share of failures is a share of. */
export function settledCalls({ answered, failed }: Readonly<CallSums>): number {
  return answered + failed
}
