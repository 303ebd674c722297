import type { CallCode } from '#contract/calls'
import type { SettleAttempt } from '#engine/storage'
import { addCounts, addOutcome, type CallSums, mergeSums, noCalls } from './call-sums.ts'
import { addLatency } from './latency-sketch.ts'

export const minuteMs = 60_000

/** Calls of earlier engines that are alike, as the database counts them. Minutes since 1970; `latencyStep` null: not answered. */
export interface PastCalls {
  readonly modelId: number
  readonly startMinute: number
  readonly endMinute: number | null
  readonly state: string
  readonly code: string | null
  readonly latencyStep: number | null
  readonly calls: number
  readonly nanoUsd: number
  readonly upperNanoUsd: number
}

/** Which models are meant; undefined: all. */
export type ModelFilter = ((modelId: number) => boolean) | undefined

/** What calls came to, by minute and by the model they went to: begun in the minute, and settled in it. The oldest minutes are forgotten. */
export class CallMinutes {
  readonly #minutes = new Map<number, Map<number, CallSums>>()
  #keptMinutes: number
  #newest = 0

  constructor(keptMinutes: number) {
    this.#keptMinutes = keptMinutes
  }

  /** From now on so many minutes are kept. */
  keep(minutes: number): void {
    this.#keptMinutes = minutes
    this.#forget()
  }

  started(modelId: number, atMs: number): void {
    this.#at(minuteOf(atMs), modelId).started += 1
  }

  settled(modelId: number, row: SettleAttempt): void {
    addOutcome(this.#at(minuteOf(row.endedAtMs), modelId), row)
  }

  recall(past: PastCalls): void {
    const { modelId, calls } = past
    this.#at(past.startMinute, modelId).started += calls
    if (past.endMinute === null) return
    const sums = this.#at(past.endMinute, modelId)
    sums.nanoUsd += past.nanoUsd
    sums.upperNanoUsd += past.upperNanoUsd
    if (past.state === 'answered') {
      sums.answered += calls
      if (past.latencyStep !== null) addLatency(sums.latencies, past.latencyStep, calls)
    } else if (past.state === 'failed') {
      sums.failed += calls
      if (past.code !== null) sums.codes.set(past.code as CallCode, (sums.codes.get(past.code as CallCode) ?? 0) + calls)
    }
  }

  /** Of one minute, without codes and latencies. */
  counts(minute: number, isOf?: ModelFilter): Omit<CallSums, 'codes' | 'latencies'> {
    const total = { started: 0, answered: 0, failed: 0, nanoUsd: 0, upperNanoUsd: 0 }
    for (const [modelId, sums] of this.#minutes.get(minute) ?? []) if (isOf === undefined || isOf(modelId)) addCounts(total, sums)
    return total
  }

  /** Of these minutes, the last one included. */
  byModel(fromMinute: number, lastMinute: number, isOf?: ModelFilter): Map<number, CallSums> {
    const totals = new Map<number, CallSums>()
    for (let minute = fromMinute; minute <= lastMinute; minute += 1) {
      for (const [modelId, sums] of this.#minutes.get(minute) ?? []) {
        if (isOf !== undefined && !isOf(modelId)) continue
        const total = totals.get(modelId) ?? noCalls()
        totals.set(modelId, total)
        mergeSums(total, sums)
      }
    }
    return totals
  }

  #at(minute: number, modelId: number): CallSums {
    let models = this.#minutes.get(minute)
    if (models === undefined) {
      models = new Map()
      this.#minutes.set(minute, models)
      this.#newest = Math.max(this.#newest, minute)
      this.#forget()
    }
    let sums = models.get(modelId)
    if (sums === undefined) {
      sums = noCalls()
      models.set(modelId, sums)
    }
    return sums
  }

  #forget(): void {
    for (const minute of this.#minutes.keys()) if (minute <= this.#newest - this.#keptMinutes) this.#minutes.delete(minute)
  }
}

export function minuteOf(atMs: number): number {
  return Math.floor(atMs / minuteMs)
}
