import { type CallListener, executeCall } from '#engine/calls'
import { AppError } from '#engine/failure'
import type { CallOutcome } from '#engine/ports'
import type { Admission, Admitted } from './admission.ts'
import type { Job } from './job.ts'
import { buildCall, buildStart, KeyUnreadable } from './outgoing.ts'
import type { Now } from './pool-gate.ts'
import type { PoolQueue } from './pool-queue.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import { type SettledJob, settleJob } from './settle-job.ts'

/** A job that was admitted, and all that admission took for it. */
export interface Flight {
  readonly queue: PoolQueue
  readonly job: Job
  readonly admitted: Admitted
  readonly now: Now
}

/**
 * How it ended. `kept_back`: nothing left; `superseded` says that this engine may not send at all any more.
 * `landed`: settled with everyone, and on disk.
 */
export type Landing =
  | { readonly kind: 'kept_back'; readonly why: 'unwritten' | 'superseded' | 'unprepared' | 'key_unreadable'; readonly message: string }
  | {
      readonly kind: 'landed'
      readonly ulid?: string
      readonly outcome: CallOutcome
      readonly settled: SettledJob
      readonly isDerivedKept: boolean
    }

/** What a call that is not tried again is told. */
export const unsentCodes = { key_unreadable: 'AUTH', unprepared: 'NETWORK', unwritten: 'CANCELLED', superseded: 'CANCELLED' } as const

/**
 * Takes one job to its provider and back. `freed` is called as soon as slot, windows and reservation are given back, before the outcome is on disk; it hears whether a breaker may let out now what it did not.
 * Rejects when the outcome cannot be written and never will by this engine.
 */
export async function fly(
  ports: Admission,
  flight: Flight,
  freed: (outcome: CallOutcome, areBreakersMoved: boolean) => void,
): Promise<Landing> {
  const { queue, job, admitted, now } = flight
  const { owner, model } = job.lane
  const ulid = ports.ulid(now.epochMs)
  const call = await prepare(ports, flight, ulid)
  if ('kind' in call && call.kind === 'kept_back') return call
  let settled: { readonly outcome: CallOutcome; readonly job: SettledJob } | undefined
  const listener: CallListener = {
    leaves: () => {
      admitted.ticket.isOnDisk = true
      ports.calls?.left(model.id, admitted.startedAtMs)
    },
    settle: (outcome, attemptId) => {
      settled = { outcome, job: settleJob(ports, queue, job, admitted, outcome, attemptId) }
      freed(outcome, settled.job.areBreakersMoved)
      return settled.job.row
    },
  }
  const executed = await executeCall(ports, buildStart(job, queue.poolId, ulid, admitted, now), call, owner.signal, listener)
  if (executed.kind === 'not_sent') return unwritten(executed.error)
  if (settled === undefined) throw new Error('an attempt ended without an outcome')
  ports.calls?.landed(model.id, settled.job.row)
  return { kind: 'landed', ulid, outcome: settled.outcome, settled: settled.job, isDerivedKept: executed.isDerivedKept }
}

async function prepare(ports: SchedulerPorts, { queue, job }: Flight, ulid: string) {
  try {
    return await buildCall(ports, ports.catalog.provider(queue.providerId), job, ulid)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'kept_back', why: error instanceof KeyUnreadable ? 'key_unreadable' : 'unprepared', message } as const
  }
}

function unwritten(error: unknown): Landing {
  const isSuperseded = error instanceof AppError && error.failure.code === 'WORKSPACE_LOCKED'
  return {
    kind: 'kept_back',
    why: isSuperseded ? 'superseded' : 'unwritten',
    message: error instanceof Error ? error.message : String(error),
  }
}
