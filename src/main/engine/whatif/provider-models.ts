import type { Profile } from '#contract/simulator-profile'
import type { ModelBasis } from '#contract/what-if'
import { tokensUsed } from '#engine/calls'
import type { ModelRecord } from '#engine/catalog'
import type { CallTimeouts, Random } from '#engine/ports'
import type { Job } from '#engine/runs'
import type { PastAttempt } from '#engine/storage'
import type { CallModel, Drawn } from './call-model.ts'
import { drawCall, fitCalls } from './fitted-calls.ts'
import { limitSentence } from './limit-sentence.ts'
import { openProfileCalls, profileBasis, profileRules } from './profile-calls.ts'
import { ProviderLimit, type ProviderRule, refusalOf } from './provider-limit.ts'

/** One model and how its calls are imagined. */
export interface ModelSource {
  readonly model: ModelRecord
  readonly basis: ModelBasis
  /** A way to imagine calls, with counts of its own. */
  readonly open: () => (job: Job, random: Random) => Drawn
  readonly meanOutputTokens: number | undefined
  /** Attempts that were refused for too much, and those that were not, as its provider's limits are seen by them. */
  readonly past: readonly PastAttempt[]
}

/** How long a refusal takes where the past does not tell. */
const refusedMs = 3

/** How the providers of a run would behave. */
export class ProviderModels {
  readonly #sources: readonly ModelSource[]
  readonly #rules: readonly ProviderRule[]

  constructor(sources: readonly ModelSource[], profile: Profile | undefined) {
    this.#sources = sources
    this.#rules =
      profile === undefined
        ? []
        : profileRules(
            profile,
            sources.map(({ model }) => model),
          )
  }

  /** undefined: neither past attempts nor a profile tell anything of the model. */
  static sourceOf(
    model: ModelRecord,
    timeouts: CallTimeouts,
    past: readonly PastAttempt[],
    profile: Profile | undefined,
  ): ModelSource | undefined {
    if (profile !== undefined)
      return {
        model,
        basis: profileBasis(profile, model),
        open: () => openProfileCalls(profile, model, timeouts),
        meanOutputTokens: undefined,
        past: [],
      }
    const fitted = fitCalls(past)
    if (fitted === undefined) return undefined
    const answered = past.filter(({ state }) => state === 'answered')
    const holds = Float64Array.from(answered, ({ durationMs }) => durationMs + fitted.overheadMs).sort()
    const output = answered.reduce((sum, attempt) => sum + attempt.textOutputTokens + attempt.reasoningOutputTokens, 0)
    return {
      model,
      basis: {
        model: model.ref,
        source: 'attempts',
        attempts: past.length,
        p50LatencyMs: holds[Math.floor((holds.length - 1) / 2)] ?? 0,
        failureRatio: 1 - answered.length / past.length,
      },
      open: () => (job, random) => drawCall(fitted, job, random),
      meanOutputTokens: output / answered.length,
      past,
    }
  }

  get meanOutputTokens(): ReadonlyMap<number, number> {
    return new Map(
      this.#sources.flatMap(({ model, meanOutputTokens }) => (meanOutputTokens === undefined ? [] : [[model.id, meanOutputTokens]])),
    )
  }

  /** What was understood of the providers' own limits. */
  get limitSentences(): string[] {
    return this.#rules.map((rule) =>
      limitSentence(
        rule,
        this.#sources.flatMap(({ model }) => (rule.modelIds.includes(model.id) ? [model.ref] : [])),
      ),
    )
  }

  /** The providers as they are before the first call. */
  open(random: Random): CallModel {
    const draws = new Map(this.#sources.map(({ model, open }) => [model.id, open()]))
    const limits = this.#rules.map((rule) => new ProviderLimit(rule))
    return new ProvidersAtWork(draws, limits, random)
  }
}

/** Providers in the course of one run: limits first, then what becomes of the call. */
class ProvidersAtWork implements CallModel {
  readonly #draws: ReadonlyMap<number, (job: Job, random: Random) => Drawn>
  readonly #limits: readonly ProviderLimit[]
  readonly #random: Random
  readonly #admitted = new Set<Drawn>()

  constructor(draws: ReadonlyMap<number, (job: Job, random: Random) => Drawn>, limits: readonly ProviderLimit[], random: Random) {
    this.#draws = draws
    this.#limits = limits
    this.#random = random
  }

  leaves(job: Job, nowMs: number): Drawn {
    const draw = this.#draws.get(job.lane.model.id)
    if (draw === undefined) throw new Error(`nobody knows how ${job.lane.model.ref} behaves`)
    const drawn = draw(job, this.#random)
    if (this.#limits.length === 0) return drawn
    const limits = this.#limits.filter((limit) => limit.concerns(job.lane.model.id))
    const tokens = tokensOf(drawn)
    let refusing: ProviderLimit | undefined
    let longestMs = 0
    for (const limit of limits) {
      const waitMs = limit.waitMs(tokens, nowMs)
      if (waitMs <= longestMs) continue
      refusing = limit
      longestMs = waitMs
    }
    if (refusing === undefined) {
      for (const limit of limits) limit.take(tokens, nowMs)
      this.#admitted.add(drawn)
      return drawn
    }
    for (const limit of limits) limit.refuse(tokens, nowMs)
    return { outcome: refusalOf(refusing.rule, longestMs, refusedMs), holdMs: refusedMs }
  }

  ended(job: Job, drawn: Drawn): void {
    if (!this.#admitted.delete(drawn)) return
    for (const limit of this.#limits) if (limit.concerns(job.lane.model.id)) limit.leave()
  }
}

function tokensOf({ outcome }: Drawn): number {
  const used = tokensUsed(outcome)
  return used === undefined ? 0 : used.inputTokens + used.outputTokens
}
