import type { Message, Variables } from '#contract/batch'
import { labelsOfBits, verdictOfCode } from '#engine/checks'
import type { ExportedProbe } from '#engine/storage'
import type { Cell, ExportColumn, ExportRow } from './export-column.ts'

/** What a probe's row needs besides the probe. `labels`: of the run's checks, by the place of their bits. */
export interface ProbeNames {
  readonly run: string
  readonly models: ReadonlyMap<number, string>
  readonly labels: readonly string[]
}

/** `messages`: as they were sent first; `variables`: a person's own columns of the row. */
export interface ProbeExample {
  readonly probe: ExportedProbe
  readonly variables: Variables
  readonly messages: readonly Message[]
}

type ProbeColumn = ExportColumn & { readonly of: (example: ProbeExample, names: ProbeNames) => Cell }

/**
 * A probe in a row. `spent_…`: what all its calls came to, the judge's apart; where `cost_uncertain`, up to `spent_upper_nanousd` more, where `cost_unknown`, nobody knows how much;
 * `cost_…` and tokens: of its last call. `answer_key`: the same for answers of the same words.
 */
const columns: readonly ProbeColumn[] = [
  { name: 'run', type: 'text', of: (_, { run }) => run },
  { name: 'prompt_index', type: 'int', of: ({ probe }) => probe.prompt_idx },
  { name: 'sample', type: 'int', of: ({ probe }) => probe.sample },
  { name: 'model', type: 'text', of: ({ probe }, { models }) => models.get(probe.model_id) ?? null },
  { name: 'status', type: 'text', of: ({ probe }) => probe.status },
  { name: 'verdict', type: 'text', of: ({ probe }) => verdictOfCode(probe.verdict) },
  { name: 'score', type: 'real', of: ({ probe }) => probe.score },
  { name: 'failed_checks', type: 'json', of: ({ probe }, { labels }) => JSON.stringify(labelsOfBits(probe.failed_checks ?? 0, labels)) },
  { name: 'answer', type: 'text', of: ({ probe }) => probe.answer },
  { name: 'answer_dropped', type: 'bool', of: ({ probe }) => probe.isAnswerDropped },
  { name: 'answer_key', type: 'int', of: ({ probe }) => probe.answer_key },
  { name: 'messages', type: 'json', of: ({ messages }) => JSON.stringify(messages) },
  { name: 'variables', type: 'json', of: ({ variables }) => JSON.stringify(variables) },
  { name: 'checks', type: 'json', of: ({ probe }) => probe.checks },
  { name: 'code', type: 'text', of: ({ probe }) => probe.code },
  { name: 'message', type: 'text', of: ({ probe }) => (probe.code === null ? null : probe.message) },
  { name: 'served_model', type: 'text', of: ({ probe }, { models }) => models.get(probe.served_model_id ?? 0) ?? null },
  { name: 'response_model', type: 'text', of: ({ probe }) => probe.response_model },
  { name: 'used_fallback', type: 'bool', of: ({ probe }) => probe.used_fallback === 1 },
  { name: 'retried', type: 'bool', of: ({ probe }) => probe.status === 'succeeded' && probe.attempts > 1 + probe.turns },
  { name: 'cached', type: 'bool', of: ({ probe }) => probe.cached_from !== null },
  { name: 'attempts', type: 'int', of: ({ probe }) => probe.attempts },
  { name: 'spent_usd', type: 'usd', of: ({ probe }) => spentOf(probe) },
  { name: 'spent_nanousd', type: 'int', of: ({ probe }) => spentOf(probe) },
  { name: 'spent_upper_nanousd', type: 'int', of: ({ probe }) => probe.spent_upper_nanousd ?? 0 },
  { name: 'cost_uncertain', type: 'bool', of: ({ probe }) => ((probe.spent_doubt ?? 0) & 1) === 1 },
  { name: 'cost_unknown', type: 'bool', of: ({ probe }) => ((probe.spent_doubt ?? 0) & 2) === 2 },
  { name: 'cost_nanousd', type: 'int', of: ({ probe }) => probe.cost_nanousd },
  { name: 'cost_state', type: 'text', of: ({ probe }) => probe.cost_state ?? probe.dropped_cost_state },
  { name: 'price_version', type: 'text', of: ({ probe }) => probe.price_ulid },
  { name: 'duration_ms', type: 'real', of: ({ probe }) => probe.duration_ms },
  { name: 'time_to_first_chunk_ms', type: 'real', of: ({ probe }) => probe.first_chunk_ms },
  { name: 'uncached_input_tokens', type: 'int', of: ({ probe }) => probe.uncached_input_tokens },
  { name: 'cache_read_input_tokens', type: 'int', of: ({ probe }) => probe.cache_read_input_tokens },
  { name: 'cache_write_5m_input_tokens', type: 'int', of: ({ probe }) => probe.cache_write_5m_input_tokens },
  { name: 'cache_write_1h_input_tokens', type: 'int', of: ({ probe }) => probe.cache_write_1h_input_tokens },
  { name: 'text_output_tokens', type: 'int', of: ({ probe }) => probe.text_output_tokens },
  { name: 'reasoning_output_tokens', type: 'int', of: ({ probe }) => probe.reasoning_output_tokens },
  { name: 'finish_reason', type: 'text', of: ({ probe }) => probe.finish_reason },
  { name: 'ended_at', type: 'instant', of: ({ probe }) => probe.ended_at_ms },
]

export const probeColumns: readonly ExportColumn[] = columns.map(({ name, type }) => ({ name, type }))

export function probeCells(example: ProbeExample, names: ProbeNames): ExportRow {
  return columns.map(({ of }) => of(example, names))
}

function spentOf({ spent_nanousd, cost_nanousd }: ExportedProbe): number {
  return spent_nanousd ?? cost_nanousd ?? 0
}
