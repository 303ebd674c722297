import type { EpochMs } from '#contract/units'
import { attemptPart, costOfOutcome, type OutcomeCost, tokensUsed } from '#engine/calls'
import type { CallOutcome } from '#engine/ports'
import { clampHintMs, type EpisodeState, effectOf, hintLimits, jitterHintMs, nextResetAtMs } from '#engine/resilience'
import type { PoolState, ProviderState, SettleAttempt } from '#engine/storage'
import type { Admitted } from './admission.ts'
import { type AfterAttempt, afterAttempt, type PoolVerdict } from './after-attempt.ts'
import type { Job } from './job.ts'
import { type Now, nowOf } from './pool-gate.ts'
import type { PoolQueue } from './pool-queue.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** An outcome, settled with everyone who had a part in it, and the row that says all of it in one transaction. */
export interface SettledJob {
  readonly row: SettleAttempt
  readonly cost: OutcomeCost
  readonly after: AfterAttempt
  /** What changed of the job; to be applied when the row is on disk. */
  readonly job: Pick<Job, 'allowanceUsed' | 'countedRefusals' | 'waitCause' | 'waitSinceMs'>
}

/** Gives back slot, windows and reservation at once, so that the next call need not wait for the commit. */
export function settleJob(
  ports: SchedulerPorts,
  queue: PoolQueue,
  job: Job,
  admitted: Admitted,
  outcome: CallOutcome,
  attemptId: number,
): SettledJob {
  const now = nowOf(ports.clock)
  const { owner, parameters } = job.lane
  const hintMs = outcome.kind === 'ANSWERED' ? undefined : hintOf(ports, queue, outcome, now)
  const before = queue.gate.episode
  const counted = settleGate(queue, admitted, outcome, hintMs, now)
  admitted.provider.inFlight -= 1
  owner.onWire -= 1
  const cost = costOfOutcome(outcome, {
    tiers: admitted.price?.tiers ?? null,
    startedAtMs: admitted.startedAtMs,
    requestedServiceTier: parameters.serviceTier,
    reservedNanoUsd: admitted.upperNanoUsd,
    promptBytes: job.promptBytes,
  })
  if (admitted.reservation !== undefined) owner.budget?.settle(admitted.reservation, cost.nanoUsd ?? cost.upperNanoUsd ?? 0)
  const parkedUntilMs = queue.gate.parkedUntilMs
  const verdict: PoolVerdict = { counted, parkedUntilMs: parkedUntilMs === undefined ? null : epochOf(parkedUntilMs, now) }
  const settings = ports.settings()
  const after = afterAttempt(job, outcome, verdict, {
    nowMs: now.epochMs,
    draw: ports.random.next(),
    maxWaitMs: owner.maxWaitMs,
    hintMs,
    isAbandoned: owner.isAbandoned,
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
    poolState: isWorthKeeping(before, queue.gate.episode) ? poolState(queue, outcome, now) : null,
    providerState: stopProvider(ports, queue.providerId, admitted, owner.runId, outcome, now),
  }
  return {
    row,
    cost,
    after,
    job: {
      allowanceUsed: after.probe.allowanceUsed,
      countedRefusals: after.probe.countedRefusals,
      waitCause: after.probe.waitCause,
      waitSinceMs: after.probe.waitSinceMs as EpochMs | null,
    },
  }
}

function settleGate(queue: PoolQueue, admitted: Admitted, outcome: CallOutcome, hintMs: number | undefined, now: Now): boolean {
  if (outcome.kind !== 'ANSWERED') {
    const effect = effectOf(outcome.kind)
    if (effect === 'park' || effect === 'sleep-day') return queue.gate.refused(admitted.ticket, hintMs, now.monotonicMs)
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

/** How long to stay away, as the provider said it, clamped and jittered; a daily quota without a word sleeps to its reset. */
function hintOf(
  ports: SchedulerPorts,
  queue: PoolQueue,
  outcome: Exclude<CallOutcome, { kind: 'ANSWERED' }>,
  now: Now,
): number | undefined {
  const draw = ports.random.next()
  if (outcome.hint !== undefined) return jitterHintMs(clampHintMs(outcome.hint.delayMs, hintLimits), draw)
  if (effectOf(outcome.kind) !== 'sleep-day') return undefined
  return nextResetAtMs(now.epochMs, queue.gate.day) - now.epochMs + (resetSlackMs * (1 + draw)) / 2
}

/** Each answer of an opening makes a new state; only pauses and the passage from one kind to the next outlive the process. */
function isWorthKeeping(before: EpisodeState, after: EpisodeState): boolean {
  return before !== after && (before.kind !== after.kind || after.kind === 'parked')
}

/** A pool that is opening is kept as a pause that is over: after a restart one goes first again. */
function poolState(queue: PoolQueue, outcome: CallOutcome, now: Now): PoolState | null {
  const { episode } = queue.gate
  const parked = episode.kind === 'parked' ? episode : undefined
  return {
    poolId: queue.poolId,
    parkedUntilMs: parked !== undefined ? epochOf(parked.untilMs, now) : episode.kind === 'open' ? null : now.epochMs,
    cause: parked !== undefined ? outcome.kind : episode.kind === 'open' ? null : episode.kind,
    backoffStep: parked?.step ?? 0,
    hinted: parked?.hinted ?? false,
    atMs: now.epochMs,
  }
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
