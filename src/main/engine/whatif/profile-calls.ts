import type { FaultRule, ModelProfile, Profile } from '#contract/simulator-profile'
import type { Tokens } from '#contract/units'
import type { ModelBasis } from '#contract/what-if'
import { estimatedTokens } from '#engine/calls'
import type { ModelRecord } from '#engine/catalog'
import type { CallTimeouts, Random } from '#engine/ports'
import type { Job } from '#engine/runs'
import type { Drawn } from './call-model.ts'
import { outcomeOf } from './profile-faults.ts'
import type { ProviderRule } from './provider-limit.ts'

/** What holds where a profile says nothing of a model: as the simulator's `steady` does. */
const steady = { medianMs: 250, spread: 0.35, firstChunkRatio: 0.4, textTokens: 20 } as const

/** What the engine and the way there add to each call. */
const overheadMs = 3

/** No call takes longer than so many times the median, as in the simulator. */
const longestRatio = 8

export function profileBasis(profile: Profile, model: ModelRecord): ModelBasis {
  const rules = faultsOf(profile, model)
  const failureRatio = rules.reduce(
    (left, rule) => left + (1 - left) * (rule.probability ?? (rule.everyNth === undefined ? 0 : 1 / rule.everyNth)),
    0,
  )
  return { model: model.ref, source: 'profile', attempts: 0, p50LatencyMs: ownOf(profile, model).medianMs ?? steady.medianMs, failureRatio }
}

/** Its limits, for those of our models that it names by their wire ids. */
export function profileRules(profile: Profile, models: readonly ModelRecord[]): ProviderRule[] {
  return profile.limits.map(({ models: names, hints, ...rule }) => ({
    ...rule,
    modelIds: models.filter(({ wireId }) => names?.includes(wireId) !== false).map(({ id }) => id),
    hintMs: hints[0] === undefined ? null : (hints[0].afterMs ?? 'told'),
  }))
}

/** Imagines a model's calls, each of which waits as long as `timeouts` say; its faults are counted from here on. */
export function openProfileCalls(profile: Profile, model: ModelRecord, timeouts: CallTimeouts): (job: Job, random: Random) => Drawn {
  const own = ownOf(profile, model)
  const firstChunkRatio = own.firstChunkRatio ?? steady.firstChunkRatio
  const rules = faultsOf(profile, model).map((rule) => ({ rule, seen: 0 }))
  return (job, random) => {
    const durationMs = profile.zeroLatency ? 0 : lognormal(own.medianMs ?? steady.medianMs, own.spread ?? steady.spread, random)
    let struck: FaultRule | undefined
    for (const each of rules) {
      each.seen += 1
      if (struck === undefined && strikes(each.rule, each.seen, random)) struck = each.rule
    }
    const isStreamed = job.lane.parameters.stream === true
    const answering = { durationMs, firstChunkMs: durationMs * firstChunkRatio, isStreamed, timeouts }
    const outcome = outcomeOf(struck, answering, usageOf(own, job, random))
    return { outcome, holdMs: outcome.durationMs + overheadMs }
  }
}

function ownOf(profile: Profile, { wireId }: ModelRecord): ModelProfile {
  return profile.models[wireId] ?? profile.models['*'] ?? {}
}

function faultsOf(profile: Profile, { wireId }: ModelRecord): FaultRule[] {
  return profile.faults.filter(({ models }) => models?.includes(wireId) !== false)
}

function strikes({ first, everyNth, nth, probability }: FaultRule, place: number, random: Random): boolean {
  if (first !== undefined && place > first) return false
  if (everyNth !== undefined && place % everyNth !== 0) return false
  if (nth !== undefined && !nth.includes(place)) return false
  return probability === undefined || random.next() < probability
}

/** `spread`: the standard deviation of the logarithm. */
function lognormal(median: number, spread: number, random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  return Math.min(median * Math.exp(spread * normal), median * longestRatio)
}

function usageOf(own: ModelProfile, { promptBytes, lane }: Job, random: Random) {
  const all = own.inputTokens ?? estimatedTokens(promptBytes)
  const part = (ratio: number | undefined) => Math.floor(all * (ratio ?? 0))
  const [cacheRead, write5m, write1h] = [part(own.cacheReadRatio), part(own.cacheWrite5mRatio), part(own.cacheWrite1hRatio)]
  const most = lane.parameters.maxOutputTokens ?? Number.MAX_SAFE_INTEGER
  const [least, longest] = own.reasoningTokens ?? [0, 0]
  const reasoning = Math.min(least + Math.floor(random.next() * (longest - least + 1)), most)
  return {
    uncachedInputTokens: Math.max(0, all - cacheRead - write5m - write1h) as Tokens,
    cacheReadInputTokens: cacheRead as Tokens,
    cacheWrite5mInputTokens: write5m as Tokens,
    cacheWrite1hInputTokens: write1h as Tokens,
    textOutputTokens: Math.min(own.textTokens ?? steady.textTokens, most - reasoning) as Tokens,
    reasoningOutputTokens: reasoning as Tokens,
  }
}
