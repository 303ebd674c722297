import type { Generated } from 'kysely'

export interface RunTable {
  id: Generated<number>
  ulid: string
  name: string
  batch: string
  status: string
  pause_reason: string | null
  on_restart: string
  user: string
  budget_nanousd: number | null
  samples: number
  prompt_count: number
  created_at_ms: number
  started_at_ms: number | null
  finished_at_ms: number | null
  /** What it had come to when it came to rest, JSON; null: to be counted. */
  totals: string | null
  /** What it is held against since that was changed, JSON; null: its batch's checks. */
  checks: string | null
  /** By the place of its bit in `probe.failed_checks`, JSON. */
  check_labels: string | null
  checks_changed_at_ms: number | null
  rerun_of: number | null
  rerun_what: string | null
  /** 3 nobody has looked what there is to check, 2 verdicts are being taken back, 1 answers may be without one, 0 nothing is left to do. */
  checking: Generated<number>
  /** 1: rows bring checks of their own. */
  row_checks: Generated<number>
  /** Probes by what their checks said; of the last there was nothing to check. */
  checks_passed: Generated<number>
  checks_failed: Generated<number>
  checks_errors: Generated<number>
  checks_none: Generated<number>
}

/** `cells`: of a rerun, how many of `rerun_cell` are this model's; null: every sample of every prompt. */
export interface RunModelTable {
  run_id: number
  model_id: number
  position: number
  parameters: string
  planned: number
  cells: number | null
}

export interface ProbeTable {
  id: Generated<number>
  run_id: number
  model_id: number
  prompt_idx: number
  sample: number
  status: string
  wait_until_ms: number | null
  wait_cause: string | null
  wait_since_ms: number | null
  used_fallback: Generated<number>
  served_model_id: number | null
  cached_from: number | null
  fallback_model_id: number | null
  attempts: Generated<number>
  allowance_used: Generated<number>
  counted_refusals: Generated<number>
  answer_attempt_id: number | null
  checks: string | null
  code: string | null
  /** The last attempt that has an outcome, and what the table of probes is sorted by of it. */
  last_attempt_id: number | null
  duration_ms: number | null
  first_chunk_ms: number | null
  tokens: number | null
  cost_nanousd: number | null
  /** The state of that cost, once its attempt was dropped; null while it is there. */
  dropped_cost_state: string | null
  /** 1 passed, 0 failed, 2 could not be decided; null: nothing yet. */
  verdict: number | null
  score: number | null
  failed_checks: number | null
  /** Turns that are answered. */
  turns: Generated<number>
  /** Of all its calls of method `probe` together; null: of none, or of one whose cost is sure and stands in `cost_nanousd`. */
  spent_nanousd: number | null
  /** What they may have come to besides. */
  spent_upper_nanousd: number | null
  /** Bits: 1, the cost of a call is not sure, but bounded; 2, nobody knows a bound. */
  spent_doubt: number | null
  /** The same for answers of the same words, see `answerWords`; null without an answer. */
  answer_key: number | null
}

/** What a rerun sends of one model, in order. */
export interface RerunCellTable {
  run_id: number
  position: number
  n: number
  prompt_idx: number
  sample: number
}
