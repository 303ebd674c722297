import { isDeepStrictEqual } from 'node:util'
import type { EpochMs } from '#contract/units'
import { tokensUsed } from '#engine/calls'
import type { CallOutcome } from '#engine/ports'
import { clampHintMs, effectOf, hintLimits, jitterHintMs, nextResetAtMs, tripsBreaker } from '#engine/resilience'
import type { PoolState } from '#engine/storage'
import type { GateMemory, Now, PoolTicket } from './pool-gate.ts'
import type { PoolQueue } from './pool-queue.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import { tellLimit, tellPause } from './tell.ts'

/** What a call's end made of its pool. */
export interface SettledPool {
  /** The refusal counts against its probe. */
  readonly counted: boolean
  /** What the pool must remember from now on; null: what it did before. */
  readonly row: PoolState | null
}

/** Gives the slot back, and lets the pool learn from how the call ended. */
export function settlePool(
  ports: SchedulerPorts,
  queue: PoolQueue,
  ticket: PoolTicket,
  outcome: CallOutcome,
  hintMs: number | undefined,
  now: Now,
): SettledPool {
  const { gate } = queue
  const before = { memory: gate.memory(now.monotonicMs), found: gate.found, epoch: gate.episode.epoch }
  const counted = settleGate(queue, ticket, outcome, hintMs, now)
  if (before.found !== undefined && gate.found !== undefined && before.found.limit !== gate.found.limit)
    tellLimit(ports, queue, before.found.limit, gate.found)
  if (gate.episode.kind === 'parked' && gate.episode.epoch !== before.epoch && outcome.kind !== 'CANCELLED')
    tellPause(ports, queue, {
      code: outcome.kind,
      step: gate.episode.step,
      hinted: gate.episode.hinted,
      untilMs: epochOf(gate.episode.untilMs, now),
    })
  return { counted, row: poolState(queue, before.memory, outcome, now) }
}

function settleGate(queue: PoolQueue, ticket: PoolTicket, outcome: CallOutcome, hintMs: number | undefined, now: Now): boolean {
  if (outcome.reportedLimits !== undefined) queue.gate.tell(ticket, outcome.reportedLimits, now.monotonicMs)
  if (outcome.kind !== 'ANSWERED') {
    const effect = effectOf(outcome.kind)
    if (effect === 'park' || effect === 'sleep-day')
      return queue.gate.refused(
        ticket,
        { code: outcome.kind, hintMs, isOfRate: effect === 'park', isRamp: outcome.isRamp === true },
        now.monotonicMs,
      )
    if (outcome.httpStatus === undefined || outcome.httpStatus >= 500 || outcome.kind === 'CANCELLED') {
      queue.gate.released(ticket, now.monotonicMs, tripsBreaker(outcome.kind))
      return false
    }
  }
  queue.gate.answered(ticket, tokensUsed(outcome), outcome.kind !== 'ANSWERED' && tripsBreaker(outcome.kind))
  return false
}

/** A provider's clock may be behind ours: asked a moment before its day ends, it would send us away for another one. */
const resetSlackMs = 60_000

/** How long to stay away, as the provider said it, clamped and jittered; after a daily quota at least to its reset: a hint beside it speaks of the minute. */
export function hintOf(
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
function poolState(queue: PoolQueue, before: GateMemory, outcome: CallOutcome, now: Now): PoolState | null {
  const { gate } = queue
  const memory = gate.memory(now.monotonicMs)
  if (isSame(before, memory, now)) return null
  const after = memory.episode
  return {
    poolId: queue.poolId,
    parkedUntilMs: after === undefined ? null : epochOf(after.untilMs, now),
    cause: after === undefined ? null : gate.episode.kind === 'parked' ? outcome.kind : 'opening',
    backoffStep: after?.step ?? 0,
    hinted: gate.episode.kind === 'parked' && gate.episode.hinted,
    caution: after?.caution,
    adaptiveLimit: memory.adaptiveLimit,
    atMs: now.epochMs,
  }
}

/** Instants that have passed say the same: one call first. */
function isSame(left: GateMemory, right: GateMemory, now: Now): boolean {
  const untilMs = ({ episode }: GateMemory) => (episode === undefined ? undefined : Math.max(episode.untilMs, now.monotonicMs))
  return (
    left.adaptiveLimit === right.adaptiveLimit &&
    untilMs(left) === untilMs(right) &&
    left.episode?.step === right.episode?.step &&
    isDeepStrictEqual(left.episode?.caution, right.episode?.caution)
  )
}

/** The instant of the wall clock that a monotonic one will be. */
export function epochOf(monotonicMs: number, now: Now): EpochMs {
  return Math.round(now.epochMs + (monotonicMs - now.monotonicMs)) as EpochMs
}
