import type { EpochMs } from '#contract/units'
import { attemptPart, costOfOutcome, type OutcomeCost } from '#engine/calls'
import type { CallOutcome } from '#engine/ports'
import type { ProviderState, SettleAttempt } from '#engine/storage'
import type { Admission, Admitted } from './admission.ts'
import { type AfterAttempt, afterAttempt, type PoolVerdict } from './after-attempt.ts'
import { answerToKeep } from './answer-key.ts'
import type { NextTurn } from './dialogue.ts'
import { fallbackFor } from './fallback.ts'
import type { Job } from './job.ts'
import { type Now, nowOf } from './pool-gate.ts'
import type { PoolQueue } from './pool-queue.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import { epochOf, hintOf, settlePool } from './settle-pool.ts'

/** An outcome, settled with everyone who had a part in it, and the row that says all of it in one transaction. */
export interface SettledJob {
  readonly row: SettleAttempt
  readonly cost: OutcomeCost
  readonly after: AfterAttempt
  /** Whoever waits for a breaker is to be asked again. */
  readonly areBreakersMoved: boolean
  /** What changed of the job; to be applied when the row is on disk. */
  readonly job: Pick<Job, 'allowanceUsed' | 'countedRefusals' | 'waitCause' | 'waitSinceMs'> & Partial<NextTurn>
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
  const pool = settlePool(ports, queue, admitted.ticket, outcome, hintMs, now)
  const areBreakersMoved = ports.breakers.settle(
    ports.services.callServices(job.lane.model),
    admitted.breakers,
    job.probeId ?? job.callKey ?? `attempt ${attemptId}`,
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
  const verdict: PoolVerdict = { counted: pool.counted, parkedUntilMs: parkedUntilMs === undefined ? null : epochOf(parkedUntilMs, now) }
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
    poolState: pool.row,
    breakers: orNull(ports.keeper.withOutcome(now)),
    keep: answerToKeep(job, outcome, now.epochMs, settings.answerCacheMs),
    providerState: stopProvider(ports, queue.providerId, admitted, owner.runId, outcome, now),
  }
  if (outcome.kind === 'PERMISSION_DENIED') alertDenied(ports, job, outcome.message)
  return {
    row,
    cost,
    after,
    areBreakersMoved,
    job: {
      ...after.turn,
      allowanceUsed: after.probe.allowanceUsed,
      countedRefusals: after.probe.countedRefusals,
      waitCause: after.probe.waitCause,
      waitSinceMs: after.probe.waitSinceMs as EpochMs | null,
    },
  }
}

/** A model that the credential may not use fails its probes, and that is said once. */
function alertDenied({ alert, services }: Admission, { lane: { model, owner } }: Job, message: string): void {
  if (services.isFirstDenial(model)) alert({ code: 'PERMISSION_DENIED', service: model.ref, message, runId: owner.runId })
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

function orNull<Item>(items: readonly Item[]): readonly Item[] | null {
  return items.length === 0 ? null : items
}
