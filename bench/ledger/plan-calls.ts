import type { CallMethod, WaitCause } from '#contract/calls'
import type { Dice } from './dice.ts'
import { drawFailure, failureAt, overload } from './failures.ts'
import { fleet, infraModel, modelAt, modelIndex } from './fleet.ts'
import type { RunPlan } from './plan-runs.ts'

export const methods: readonly CallMethod[] = ['probe', 'expand', 'judge', 'verify']
export const waitCauses: readonly (WaitCause | null)[] = [null, 'pool_slots', 'spacing', 'requests_per_minute', 'retry_backoff', 'parked']
export const none = -1

/** Columns of what was planned, a place in each for every call: a million of them fit into 60 MB. */
export class CallColumns {
  readonly startMs: Float64Array
  readonly durationMs: Float64Array
  readonly queueMs: Float32Array
  readonly run: Int32Array
  readonly probe: Int32Array
  readonly requested: Int8Array
  readonly served: Int8Array
  readonly method: Int8Array
  readonly number: Int8Array
  /** 0 first, 1 retry, 2 fallback. */
  readonly kind: Int8Array
  /** Which sort of failure; `none`: it was answered. */
  readonly failure: Int8Array
  readonly waitCause: Int8Array
  length = 0

  constructor(capacity: number) {
    this.startMs = new Float64Array(capacity)
    this.durationMs = new Float64Array(capacity)
    this.queueMs = new Float32Array(capacity)
    this.run = new Int32Array(capacity)
    this.probe = new Int32Array(capacity)
    this.requested = new Int8Array(capacity)
    this.served = new Int8Array(capacity)
    this.method = new Int8Array(capacity)
    this.number = new Int8Array(capacity)
    this.kind = new Int8Array(capacity)
    this.failure = new Int8Array(capacity)
    this.waitCause = new Int8Array(capacity)
  }

  get isFull(): boolean {
    return this.length === this.startMs.length
  }
}

/** A probe as planned; its calls know it by its place. */
export interface ProbePlan {
  readonly run: number
  readonly model: number
  readonly prompt: number
  readonly sample: number
  status: 'pending' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted'
  attempts: number
  lastCall: number
  fallback: number
}

interface BadHours {
  readonly provider: string
  readonly fromMs: number
  readonly toMs: number
}

const mostAttempts = 4
/** What share of retries fail once more. */
const failsAgain = 0.25
const hourMs = 3_600_000
const providerOf = (model: number): string => modelAt(model).ref.split('/')[0] ?? ''
const methodOf = (method: CallMethod): number => methods.indexOf(method)

/** Draws every call of the runs, with its retries and fallbacks, until there are as many as there is room for. The runs from `planned` on were not reached. */
export class CallPlanner {
  readonly calls: CallColumns
  readonly probes: ProbePlan[] = []
  /** Of each run, when its last call ended. */
  readonly endMs: number[] = []
  readonly #dice: Dice
  readonly #badHours: readonly BadHours[]

  constructor(dice: Dice, capacity: number, fromMs: number, toMs: number) {
    this.#dice = dice
    this.calls = new CallColumns(capacity)
    this.#badHours = Array.from({ length: 16 }, () => {
      const atMs = fromMs + dice.next() * (toMs - fromMs)
      return { provider: providerOf(dice.below(fleet.length)), fromMs: atMs, toMs: atMs + (0.5 + dice.next() * 3) * hourMs }
    })
  }

  addRun(run: number, plan: RunPlan): void {
    this.endMs[run] = plan.startMs
    if (plan.isExpanded) this.#single(run, infraModel, 'expand', plan.startMs)
    for (const model of plan.models) this.#addLane(run, plan, model)
  }

  /** A connection test, which belongs to no run. */
  addVerify(model: number, atMs: number): void {
    this.#single(none, model, 'verify', atMs)
  }

  #addLane(run: number, plan: RunPlan, model: number): void {
    const freeMs = new Float64Array(plan.parallel).fill(plan.startMs)
    for (let prompt = 0; prompt < plan.prompts; prompt += 1)
      for (let sample = 0; sample < plan.samples; sample += 1) {
        let slot = 0
        for (let at = 1; at < freeMs.length; at += 1) if ((freeMs[at] ?? 0) < (freeMs[slot] ?? 0)) slot = at
        if (this.calls.isFull) return
        freeMs[slot] = this.#probe(run, plan, { model, prompt, sample }, freeMs[slot] ?? plan.startMs)
      }
  }

  /** Answers with when its slot is free again: retries wait outside of it. */
  #probe(
    run: number,
    plan: RunPlan,
    cell: { readonly model: number; readonly prompt: number; readonly sample: number },
    atMs: number,
  ): number {
    const { calls } = this
    const probe: ProbePlan = { run, ...cell, status: 'failed', attempts: 0, lastCall: none, fallback: none }
    const at = this.probes.push(probe) - 1
    const gapMs = this.#dice.isLess(0.08) ? this.#dice.logNormal(800, 0.8) : this.#dice.next() * 12
    let startMs = Math.round(atMs + gapMs)
    let freeMs = startMs
    let served = cell.model
    for (let kind = 0; !calls.isFull; ) {
      const isLastPlace = calls.length + 1 === calls.startMs.length
      const failure = isLastPlace ? none : this.#failureAt(served, startMs, probe.attempts)
      const wait = probe.attempts > 0 ? (failure === overload ? 5 : 4) : gapMs > 12 ? 1 + this.#dice.below(3) : 0
      probe.attempts += 1
      const call = this.#add({
        run,
        probe: at,
        requested: cell.model,
        served,
        method: 'probe',
        number: probe.attempts,
        kind,
        failure,
        wait,
        startMs,
        gapMs,
      })
      const endedMs = startMs + (calls.durationMs[call] ?? 0)
      if (probe.attempts === 1) freeMs = endedMs
      probe.lastCall = call
      this.endMs[run] = Math.max(this.endMs[run] ?? 0, endedMs)
      if (failure === none) {
        probe.status = 'succeeded'
        if (plan.isJudged && this.#dice.isLess(0.5)) this.#single(run, infraModel, 'judge', endedMs + 20)
        break
      }
      const { code, isRetried } = failureAt(failure)
      probe.status = code === 'CANCELLED' ? 'cancelled' : code === 'INTERRUPTED' ? 'interrupted' : 'failed'
      if (!isRetried) break
      const fallback = modelAt(served).fallback
      const isSpent = kind !== 2 && probe.attempts >= mostAttempts - 2
      if (isSpent && plan.allowFallback && fallback !== null) {
        served = modelIndex(fallback)
        probe.fallback = served
        kind = 2
      } else if (probe.attempts >= mostAttempts) break
      else if (kind === 0) kind = 1
      startMs = Math.round(endedMs + this.#dice.logNormal(4000 * probe.attempts, 0.6))
    }
    return freeMs
  }

  /** In a provider's bad hours every third call meets an overload; a call that was refused is likelier to be refused again. */
  #failureAt(model: number, atMs: number, attempts: number): number {
    const provider = providerOf(model)
    const isBad = this.#badHours.some((each) => each.provider === provider && each.fromMs <= atMs && atMs < each.toMs)
    if (isBad && this.#dice.isLess(0.35)) return overload
    return this.#dice.isLess(attempts === 0 ? modelAt(model).failures : failsAgain) ? drawFailure(this.#dice) : none
  }

  #single(run: number, model: number, method: 'expand' | 'judge' | 'verify', startMs: number): void {
    if (this.calls.isFull) return
    const failure = this.#dice.isLess(method === 'verify' ? 0.08 : 0.01) ? drawFailure(this.#dice) : none
    const call = this.#add({
      run,
      probe: none,
      requested: model,
      served: model,
      method,
      number: 1,
      kind: 0,
      failure,
      wait: 0,
      startMs,
      gapMs: 1,
    })
    if (run !== none) this.endMs[run] = Math.max(this.endMs[run] ?? 0, startMs + (this.calls.durationMs[call] ?? 0))
  }

  #add(call: {
    readonly run: number
    readonly probe: number
    readonly requested: number
    readonly served: number
    readonly method: CallMethod
    readonly number: number
    readonly kind: number
    readonly failure: number
    readonly wait: number
    readonly startMs: number
    readonly gapMs: number
  }): number {
    const { calls } = this
    const at = calls.length
    const { medianMs, sigma } = modelAt(call.served)
    const usualMs = this.#dice.logNormal(call.method === 'verify' ? medianMs / 3 : medianMs, sigma)
    const failsMs = call.failure === none ? null : failureAt(call.failure).durationMs
    calls.startMs[at] = Math.round(call.startMs)
    calls.durationMs[at] = Math.max(1, Math.round((failsMs === null ? usualMs : failsMs * (0.8 + this.#dice.next() * 0.4)) * 1000) / 1000)
    calls.queueMs[at] = Math.round(call.gapMs * 1000) / 1000
    calls.run[at] = call.run
    calls.probe[at] = call.probe
    calls.requested[at] = call.requested
    calls.served[at] = call.served
    calls.method[at] = methodOf(call.method)
    calls.number[at] = call.number
    calls.kind[at] = call.kind
    calls.failure[at] = call.failure
    calls.waitCause[at] = call.wait
    calls.length = at + 1
    return at
  }
}
