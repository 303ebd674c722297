import type { Selectable } from 'kysely'
import type { AttemptTable } from '../database.ts'
import type { Statements } from '../sqlite/statements.ts'
import { ExportNames, type NamedCall } from './export-names.ts'
import { isDense, onlyAt } from './places.ts'

const columnNames = [
  ...(['ulid', 'method', 'number', 'kind', 'state', 'request_model_id', 'served_model_id', 'response_model'] as const),
  ...(['user', 'output_kind', 'started_at_ms', 'duration_ms', 'first_chunk_ms', 'queue_ms', 'wait_cause'] as const),
  ...(['http_status', 'code', 'message', 'provider_request_id', 'finish_reason', 'service_tier'] as const),
  ...(['uncached_input_tokens', 'cache_read_input_tokens', 'cache_write_5m_input_tokens', 'cache_write_1h_input_tokens'] as const),
  ...(['text_output_tokens', 'reasoning_output_tokens', 'cost_nanousd', 'cost_upper_nanousd', 'cost_state', 'price_tier'] as const),
  ...(['answer_text', 'answer_hash'] as const),
] satisfies readonly (keyof AttemptTable)[]

/** A call with what is named beside it, as a report writes it. `parameters`: what its model was asked with, JSON. */
export type ExportedCall = Pick<Selectable<AttemptTable>, (typeof columnNames)[number]> & {
  readonly seq: number
  readonly run_ulid: string | null
  readonly prompt_idx: number | null
  readonly sample: number | null
  readonly variables: string | null
  readonly parameters: string | null
  readonly price_ulid: string | null
}

const calls = `select attempt.seq, attempt.run_id, attempt.price_version_id, ${columnNames.map((name) => `attempt.${name}`).join(', ')},
    probe.prompt_idx, probe.sample, prompt.variables
  from attempt left join probe on probe.id = attempt.probe_id
    left join prompt on prompt.run_id = probe.run_id and prompt.idx = probe.prompt_idx`
const between = `${calls} where attempt.seq >= ? and attempt.seq <= ? order by attempt.seq`
const among = `${calls} where attempt.seq in (select value from json_each(?)) order by attempt.seq`

/** Calls by their places, a few at a time and very often: so statements are prepared once, and what is named beside calls is remembered. */
export class ExportedCalls {
  readonly #statements: Statements
  readonly #names: ExportNames

  constructor(statements: Statements) {
    this.#statements = statements
    this.#names = new ExportNames(statements)
  }

  /** The calls at these places, which are in order, as far as they are still there. */
  at(places: readonly number[]): ExportedCall[] {
    const found = isDense(places)
      ? this.#statements.prepare(between).all(places[0] ?? 0, places.at(-1) ?? 0)
      : this.#statements.prepare(among).all(JSON.stringify(places))
    return onlyAt(found as (ExportedCall & NamedCall)[], places).map((call) => Object.assign(call, this.#names.of(call)))
  }
}
