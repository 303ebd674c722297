import { isDeepStrictEqual } from 'node:util'
import type { EpochMs } from '#contract/units'
import { attemptPart, costOfOutcome, type OutcomeCost, tokensUsed } from '#engine/calls'
import type { CallOutcome } from '#engine/ports'
import { clampHintMs, effectOf, hintLimits, jitterHintMs, nextResetAtMs } from '#engine/resilience'
import type { PoolState, ProviderState, SettleAttempt } from '#engine/storage'
import type { Admission, Admitted } from './admission.ts'
import { type AfterAttempt, afterAttempt, type PoolVerdict } from './after-attempt.ts'
import { fallbackFor } from './fallback.ts'
import type { Job } from './job.ts'
import type { EpisodeMemory } from './pool-episode.ts'
import { type Now, nowOf } from './pool-gate.ts'
import type { PoolQueue } from './pool-queue.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** An outcome, settled with everyone who had a part in it, and the row that says all of it in one transaction. */
export interface SettledJob {
  readonly row: SettleAttempt
  readonly cost: OutcomeCost
  readonly after: AfterAttempt
  /** Whoever waits for a breaker is to be asked again. */
  readonly areBreakersMoved: boolean
  /** What changed of the job; to be applied when the row is on disk. */
  readonly job: Pick<Job, 'allowanceUsed' | 'countedRefusals' | 'waitCause' | 'waitSinceMs'>
}

/** Gives back slot, windows and reservation at once, so that the next call need not wait for the commit. */
export function settleJob(
  ports: Admission,
  queue: PoolQueue,
  job: Job,
  admitted: Admitted,
  outcome: CallOutcome,
  attemptId: number,
): SettledJob {
  const now = nowOf(ports.clock)
  const { owner, parameters } = job.lane
  const hintMs = outcome.kind === 'ANSWERED' ? undefined : hintOf(ports, queue, outcome, now)
  const before = queue.gate.memory(now.monotonicMs)
  const counted = settleGate(queue, admitted, outcome, hintMs, now)
  const areBreakersMoved = ports.breakers.settle(
    ports.services.callServices(job.lane.model),
    admitted.breakers,
    job.probeId ?? `attempt ${attemptId}`,
    outcome,
    now,
  )
  admitted.provider.inFlight -= 1
  owner.onWire -= 1
  const cost = costOfOutcome(outcome, {
    tiers: admitted.price?.tiers ?? null,
    startedAtMs: admitted.startedAtMs,
    requestedServiceTier: parameters.serviceTier,
    reservedNanoUsd: admitted.upperNanoUsd,
    promptBytes: job.promptBytes,
  })
  const spentNanoUsd = cost.nanoUsd ?? cost.upperNanoUsd ?? 0
  if (admitted.reservation !== undefined) owner.budget?.settle(admitted.reservation, spentNanoUsd)
  ports.spend.settle(admitted.spend, spentNanoUsd)
  const parkedUntilMs = queue.gate.parkedUntilMs
  const verdict: PoolVerdict = { counted, parkedUntilMs: parkedUntilMs === undefined ? null : epochOf(parkedUntilMs, now) }
  const settings = ports.settings()
  const after = afterAttempt(job, outcome, verdict, {
    nowMs: now.epochMs,
    draw: ports.random.next(),
    maxWaitMs: owner.maxWaitMs,
    hintMs,
    isAbandoned: owner.isAbandoned,
    fallback: fallbackFor(ports, job),
    policy: {
      maxAttempts: settings.maxAttempts,
      backoff: settings.backoff,
      rateLimitWaits: settings.rateLimitBackoffMs.length,
    },
  })
  const row: SettleAttempt = {
    ...attemptPart(outcome, cost),
    attemptId,
    endedAtMs: now.epochMs,
    probe: job.probeId === null ? null : { probeId: job.probeId, ...after.probe },
    poolState: poolState(queue, before, outcome, now),
    breakers: orNull(ports.keeper.withOutcome(now)),
    providerState: stopProvider(ports, queue.providerId, admitted, owner.runId, outcome, now),
  }
  return {
    row,
    cost,
    after,
    areBreakersMoved,
    job: {
      allowanceUsed: after.probe.allowanceUsed,
      countedRefusals: after.probe.countedRefusals,
      waitCause: after.probe.waitCause,
      waitSinceMs: after.probe.waitSinceMs as EpochMs | null,
    },
  }
}

function settleGate(queue: PoolQueue, admitted: Admitted, outcome: CallOutcome, hintMs: number | undefined, now: Now): boolean {
  if (outcome.reportedLimits !== undefined) queue.gate.tell(admitted.ticket, outcome.reportedLimits, now.monotonicMs)
  if (outcome.kind !== 'ANSWERED') {
    const effect = effectOf(outcome.kind)
    if (effect === 'park' || effect === 'sleep-day')
      return queue.gate.refused(admitted.ticket, { code: outcome.kind, hintMs, isOfRate: effect === 'park' }, now.monotonicMs)
    if (outcome.httpStatus === undefined || outcome.httpStatus >= 500 || outcome.kind === 'CANCELLED') {
      queue.gate.released(admitted.ticket, now.monotonicMs)
      return false
    }
  }
  queue.gate.answered(admitted.ticket, tokensUsed(outcome))
  return false
}

/** A provider's clock may be behind ours: asked a moment before its day ends, it would send us away for another one. */
const resetSlackMs = 60_000

/** How long to stay away, as the provider said it, clamped and jittered; after a daily quota at least to its reset: a hint beside it speaks of the minute. */
function hintOf(
  ports: SchedulerPorts,
  queue: PoolQueue,
  outcome: Exclude<CallOutcome, { kind: 'ANSWERED' }>,
  now: Now,
): number | undefined {
  const draw = ports.random.next()
  const saidMs = outcome.hint === undefined ? undefined : jitterHintMs(clampHintMs(outcome.hint.delayMs, hintLimits), draw)
  if (effectOf(outcome.kind) !== 'sleep-day') return saidMs
  const toResetMs = nextResetAtMs(now.epochMs, queue.gate.day) - now.epochMs + (resetSlackMs * (1 + draw)) / 2
  return Math.max(toResetMs, saidMs ?? 0)
}

/** The row of what the pool must remember; null when it remembers what it did before. */
function poolState(queue: PoolQueue, before: EpisodeMemory | undefined, outcome: CallOutcome, now: Now): PoolState | null {
  const { gate } = queue
  const after = gate.memory(now.monotonicMs)
  if (isSame(before, after, now)) return null
  return {
    poolId: queue.poolId,
    parkedUntilMs: after === undefined ? null : epochOf(after.untilMs, now),
    cause: after === undefined ? null : gate.episode.kind === 'parked' ? outcome.kind : 'opening',
    backoffStep: after?.step ?? 0,
    hinted: gate.episode.kind === 'parked' && gate.episode.hinted,
    caution: after?.caution,
    atMs: now.epochMs,
  }
}

/** Instants that have passed say the same: one call first. */
function isSame(left: EpisodeMemory | undefined, right: EpisodeMemory | undefined, now: Now): boolean {
  const untilMs = (memory: EpisodeMemory | undefined) => (memory === undefined ? undefined : Math.max(memory.untilMs, now.monotonicMs))
  return untilMs(left) === untilMs(right) && left?.step === right?.step && isDeepStrictEqual(left?.caution, right?.caution)
}

/** A refused credential stops its provider, and is said once; that of a call which left before an admin acted says nothing of the new one. */
function stopProvider(
  ports: SchedulerPorts,
  providerId: number,
  admitted: Admitted,
  runId: number | null,
  outcome: CallOutcome,
  now: Now,
): ProviderState | null {
  if (outcome.kind !== 'AUTH' && outcome.kind !== 'OUT_OF_CREDIT') return null
  const gate = admitted.provider
  if (gate.epoch !== admitted.providerEpoch) return null
  const isFirst = gate.stopped === null
  gate.stopped = { code: outcome.kind, message: outcome.message }
  if (isFirst) ports.alert({ code: outcome.kind, service: ports.catalog.provider(providerId).key, message: outcome.message, runId })
  return { providerId, stoppedCode: outcome.kind, message: outcome.message, atMs: now.epochMs }
}

function epochOf(monotonicMs: number, now: Now): EpochMs {
  return Math.round(now.epochMs + (monotonicMs - now.monotonicMs)) as EpochMs
}

function orNull<Item>(items: readonly Item[]): readonly Item[] | null {
  return items.length === 0 ? null : items
}
