import type { WriteContext } from '../write-context.ts'

/** What a pool must remember over a restart: until when it is parked and why, and how many pauses it has taken. */
export interface PoolState {
  readonly poolId: number
  readonly parkedUntilMs: number | null
  readonly cause: string | null
  readonly backoffStep: number
  readonly hinted: boolean
  /** How warily it comes back from a pause, kept as JSON. Absent: not at all. */
  readonly caution?: object | undefined
  /** The limit that was found by trying; null: none is. */
  readonly adaptiveLimit?: number | null | undefined
  readonly atMs: number
}

/** Why a provider was stopped; `stoppedCode` null: it is not. */
export interface ProviderState {
  readonly providerId: number
  readonly stoppedCode: string | null
  readonly message: string | null
  readonly atMs: number
}

const upsertPoolState = `insert into pool_state (pool_id, parked_until_ms, cause, backoff_step, hinted, caution, adaptive_limit, updated_at_ms) values (?, ?, ?, ?, ?, ?, ?, ?)
  on conflict (pool_id) do update set parked_until_ms = excluded.parked_until_ms, cause = excluded.cause,
    backoff_step = excluded.backoff_step, hinted = excluded.hinted, caution = excluded.caution, adaptive_limit = excluded.adaptive_limit, updated_at_ms = excluded.updated_at_ms`

const upsertProviderState = `insert into provider_state (provider_id, stopped_code, message, updated_at_ms) values (?, ?, ?, ?)
  on conflict (provider_id) do update set stopped_code = excluded.stopped_code, message = excluded.message, updated_at_ms = excluded.updated_at_ms`

export function setPoolState(context: WriteContext, state: PoolState): void {
  const { poolId, parkedUntilMs, cause, backoffStep, hinted, atMs } = state
  const caution = state.caution === undefined ? null : JSON.stringify(state.caution)
  context.prepare(upsertPoolState).run(poolId, parkedUntilMs, cause, backoffStep, hinted ? 1 : 0, caution, state.adaptiveLimit, atMs)
}

export function setProviderState(context: WriteContext, state: ProviderState): void {
  context.prepare(upsertProviderState).run(state.providerId, state.stoppedCode, state.message, state.atMs)
}
