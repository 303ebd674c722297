import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { unindexed } from './expressions.ts'

export interface ModelTimings {
  readonly modelId: number
  readonly retries: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly p50LatencyMs: number | null
  readonly p95LatencyMs: number | null
  readonly p50FirstChunkMs: number | null
  readonly failures: readonly { readonly code: string; readonly probes: number }[]
}

/** `usedFallback`: of probes that another model was to answer, or of all others, alone; absent: of all. */
interface TimingQuery {
  readonly runId: number
  readonly usedFallback?: boolean | undefined
}

/** Attempts of a run read at a time: each page is a read of its own, so that a long run does not hold the log. */
const pageSize = 10_000

/** Timings, tokens and failures of a run by requested model. Quantiles are exact, by nearest rank, over answered attempts. */
export async function runTimings(
  db: Kysely<Database>,
  input: TimingQuery & { readonly modelIds: readonly number[] },
): Promise<ModelTimings[]> {
  const tallies = new Map(input.modelIds.map((modelId) => [modelId, new Tally()]))
  let afterId = 0
  for (;;) {
    const page = await attemptPage(db, input, afterId)
    for (const row of page) if (isWanted(row, input.usedFallback)) tallies.get(row.request_model_id)?.add(row)
    if (page.length < pageSize) break
    afterId = page.at(-1)?.id ?? afterId
  }
  const failures = await failuresOf(db, input)
  return [...tallies].map(([modelId, tally]) => ({
    modelId,
    ...tally.result(),
    failures: failures.flatMap((row) =>
      row.model_id === modelId && row.code !== null ? [{ code: row.code, probes: Number(row.probes) }] : [],
    ),
  }))
}

type AttemptRow = Awaited<ReturnType<typeof attemptPage>>[number]

/** What is added up of one model's attempts. */
class Tally {
  readonly #sums = { retries: 0, inputTokens: 0, outputTokens: 0 }
  readonly #latenciesMs: number[] = []
  readonly #firstChunksMs: number[] = []

  add(row: AttemptRow): void {
    const isAnswered = row.state === 'answered'
    this.#sums.retries += row.kind === 'retry' ? 1 : 0
    this.#sums.inputTokens += row.input_tokens ?? 0
    this.#sums.outputTokens += row.output_tokens ?? 0
    if (isAnswered && row.duration_ms !== null) this.#latenciesMs.push(row.duration_ms)
    if (isAnswered && row.first_chunk_ms !== null) this.#firstChunksMs.push(row.first_chunk_ms)
  }

  result(): Omit<ModelTimings, 'modelId' | 'failures'> {
    const latenciesMs = Float64Array.from(this.#latenciesMs).sort()
    const firstChunksMs = Float64Array.from(this.#firstChunksMs).sort()
    return {
      ...this.#sums,
      p50LatencyMs: quantile(latenciesMs, 0.5),
      p95LatencyMs: quantile(latenciesMs, 0.95),
      p50FirstChunkMs: quantile(firstChunksMs, 0.5),
    }
  }
}

/** Nearest rank: the least value that at least this share of them does not exceed. null of none. */
function quantile(sorted: Float64Array, share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}

function isWanted({ used_fallback }: AttemptRow, usedFallback: boolean | undefined): boolean {
  return usedFallback === undefined || (used_fallback === 1) === usedFallback
}

async function attemptPage(db: Kysely<Database>, { runId, usedFallback }: TimingQuery, afterId: number) {
  return await db
    .selectFrom('attempt')
    .select((field) => [
      'id',
      'request_model_id',
      'kind',
      'state',
      'duration_ms',
      'first_chunk_ms',
      field(
        field('uncached_input_tokens', '+', field.ref('cache_read_input_tokens')),
        '+',
        field('cache_write_5m_input_tokens', '+', field.ref('cache_write_1h_input_tokens')),
      ).as('input_tokens'),
      field('text_output_tokens', '+', field.ref('reasoning_output_tokens')).as('output_tokens'),
    ])
    .$if(usedFallback !== undefined, (query) =>
      query.select((field) =>
        field.selectFrom('probe').select('used_fallback').whereRef('probe.id', '=', 'attempt.probe_id').as('used_fallback'),
      ),
    )
    .where('run_id', '=', runId)
    .where('method', '=', 'probe')
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(pageSize)
    .execute()
}

/** Each state asked by itself goes by the index of probes that did not succeed. */
async function failuresOf(db: Kysely<Database>, input: TimingQuery) {
  const modelId = unindexed('model_id')
  const ended = (status: string) => {
    const query = db
      .selectFrom('probe')
      .select((field) => [modelId.as('model_id'), 'code', field.fn.countAll<number>().as('probes')])
      .where('run_id', '=', input.runId)
      .where('status', '=', status)
      .groupBy([modelId, 'code'])
    return (input.usedFallback === undefined ? query : query.where('used_fallback', '=', input.usedFallback ? 1 : 0)).execute()
  }
  return [...(await ended('failed')), ...(await ended('interrupted'))]
}
