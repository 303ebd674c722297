import type { CallCode, WaitCause } from '#contract/calls'
import type { RunId } from '#contract/ids'
import type { ProbeStatus } from '#contract/runs'
import type { EngineUnderTest } from '../../builders/engine.ts'

export interface LedgerAttempt {
  readonly ulid: string
  /** null: answered. */
  readonly code: CallCode | null
  /** The state of its cost, and what is known of the amount. */
  readonly cost: string
}

export interface LedgerProbe {
  readonly status: ProbeStatus
  readonly code: CallCode | null
  readonly waitCause: WaitCause | null
  readonly attempts: number
}

/** The attempts of a run as they are on disk, in order. */
export function readAttempts(under: EngineUnderTest, run: RunId): LedgerAttempt[] {
  const rows = under.rows<Pick<LedgerAttempt, 'ulid' | 'code'> & { state: string; nanoUsd: number | null; upperNanoUsd: number | null }>(
    `select ulid, code, cost_state as state, cost_nanousd as nanoUsd, cost_upper_nanousd as upperNanoUsd from attempt
     where run_id = (select id from run where ulid = ?) and state <> 'started' order by id`,
    run,
  )
  return rows.map(({ ulid, code, state, nanoUsd, upperNanoUsd }) => ({
    ulid,
    code,
    cost: `${state}: ${nanoUsd === null ? `at most ${amountOf(upperNanoUsd)}` : amountOf(nanoUsd)}`,
  }))
}

export function readProbes(under: EngineUnderTest, run: RunId): LedgerProbe[] {
  return under.rows<LedgerProbe>(
    `select status, code, wait_cause as waitCause, attempts from probe where run_id = (select id from run where ulid = ?) order by id`,
    run,
  )
}

function amountOf(nanoUsd: number | null): string {
  if (nanoUsd === null) return 'nobody knows what'
  return nanoUsd > 0 ? 'an amount' : 'nothing'
}
