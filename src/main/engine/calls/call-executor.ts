import type { CallOutcome, Clock, ProviderCall, ProviderClient } from '#engine/ports'
import type { SettleAttempt, StartAttempt, Storage } from '#engine/storage'

export interface ExecutorPorts {
  readonly storage: Pick<Storage, 'write' | 'keep'>
  readonly client: ProviderClient
  readonly clock: Clock
}

/** Who is told how far a call has come. */
export interface CallListener {
  /** Its row is on disk and it leaves. */
  leaves(): void
  /** The outcome is known; answers with the row that says what became of the attempt. Asked exactly once, if the call left. */
  settle(outcome: CallOutcome, attemptId: number): SettleAttempt
}

/** `not_sent`: the write-ahead row could not be committed, so nothing left. */
export type Executed =
  | { readonly kind: 'not_sent'; readonly error: unknown }
  | { readonly kind: 'settled'; readonly seq: number; readonly isDerivedKept: boolean }

/**
 * One attempt. Invariants:
 * 1. Its row is on disk before its request leaves.
 * 2. It is sent at most once: no retry, no redirect.
 * 3. What `settle` answers is on disk before this resolves.
 * Rejects when the outcome cannot be written and never will by this engine.
 */
export async function executeCall(
  ports: ExecutorPorts,
  start: StartAttempt,
  call: ProviderCall,
  signal: AbortSignal,
  listener: CallListener,
): Promise<Executed> {
  let attemptId: number
  try {
    attemptId = (await ports.storage.write('startAttempt', start)).attemptId
  } catch (error) {
    return { kind: 'not_sent', error }
  }
  listener.leaves()
  const outcome = await send(ports, call, signal)
  const settled = await ports.storage.keep('settleAttempt', listener.settle(outcome, attemptId))
  return { kind: 'settled', ...settled }
}

async function send(ports: ExecutorPorts, call: ProviderCall, signal: AbortSignal): Promise<CallOutcome> {
  if (signal.aborted) return { kind: 'CANCELLED', stage: 'not_sent', message: 'cancelled before it was sent', durationMs: 0 }
  const startedMs = ports.clock.monotonicMs()
  try {
    return await ports.client.call(call, signal)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'INVALID_RESPONSE', stage: 'unanswered', message, durationMs: ports.clock.monotonicMs() - startedMs, retryable: false }
  }
}
