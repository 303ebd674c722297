import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { FrequentQuery, PerformanceQuery } from './analytics.ts'
import { base } from './base.ts'
import { CallScope, TimeZone } from './call-scope.ts'
import { CostQuery, CostTotal } from './costs.ts'
import { ModelRef, ProviderKey } from './ids.ts'
import { LedgerFilter } from './ledger.ts'
import { SavedQueryName } from './sql.ts'
import { EpochMs, NanoUsd, Tokens } from './units.ts'

export const ReportFormat = z.enum(['csv', 'json', 'jsonl', 'parquet'])
export type ReportFormat = z.infer<typeof ReportFormat>

/**
 * What is written and can be kept. `costs`: the rows of `costs.report` and their total; as `focus` with the column names of the FinOps Open Cost and Usage Specification, a row a day, provider, model and cost state.
 * `calls`: one row a call, newest last, in the columns of the view `call_event` with usage by class and cost. `dataset`: one example a call, messages, answer and outcome, for further learning.
 * `query`: what a question in SQL answers.
 */
export const KeptOrder = z.discriminatedUnion('report', [
  CostQuery.extend({ report: z.literal('costs'), columns: z.enum(['assay', 'focus']).default('assay') }),
  LedgerFilter.omit({ entry: true, eventKind: true }).extend({ report: z.literal('calls') }),
  LedgerFilter.omit({ entry: true, eventKind: true }).extend({ report: z.literal('dataset') }),
  z.object({ report: z.literal('query'), query: z.string().trim().min(1).max(100_000) }),
])
export type KeptOrder = z.infer<typeof KeptOrder>

/** What is written. How calls fared, who was asked for what and what failed are answered as of now: they know no watermark, and are not kept. */
export const ReportOrder = z.discriminatedUnion('report', [
  ...KeptOrder.options,
  PerformanceQuery.extend({ report: z.literal('performance') }),
  FrequentQuery.extend({ report: z.literal('methods') }),
  FrequentQuery.extend({ report: z.literal('failures') }),
])
export type ReportOrder = z.infer<typeof ReportOrder>

/**
 * How far a report is. `rows` of `total` written (null: not known); when it is done, `file` is its name in the workspace's `exports` folder, from where the window fetches it at
 * `/exports/<file>`, `path` the whole of it, with its size and SHA-256.
 */
export const ReportProgress = z.object({
  rows: z.int(),
  total: z.int().nullable(),
  watermark: z.int(),
  done: z.object({ file: z.string(), path: z.string(), bytes: z.int(), sha256: z.string(), cost: CostTotal.nullable() }).nullable(),
})
export type ReportProgress = z.infer<typeof ReportProgress>

/** A report that was bundled and is kept: what it cites is dropped by no retention. `watermark`, `rows`, `cost`: as they stand in it. */
export const KeptReport = z.object({
  name: SavedQueryName,
  order: KeptOrder,
  file: z.string(),
  sha256: z.string(),
  watermark: z.int(),
  rows: z.int(),
  cost: CostTotal.nullable(),
  madeAtMs: EpochMs,
  user: z.string(),
})
export type KeptReport = z.infer<typeof KeptReport>

/**
 * At which prices calls are imagined. `now`: those in force today; `at`: those in force at an instant; `model`: those of another model, for the same tokens; `tiers`: by each model's own
 * rates times a factor for input and output, such as a rise that was announced.
 */
export const RepriceAt = z.discriminatedUnion('at', [
  z.object({ at: z.literal('now') }),
  z.object({ at: z.literal('instant'), instantMs: EpochMs }),
  z.object({ at: z.literal('model'), model: ModelRef }),
  z.object({ at: z.literal('factor'), input: z.number().min(0).max(1000), output: z.number().min(0).max(1000) }),
])
export type RepriceAt = z.infer<typeof RepriceAt>

/** The calls of one model, as they were reckoned and as they would have been. `unpriced`: calls whose usage or rate is not known, which are in neither sum. */
export const RepriceRow = z.object({
  model: ModelRef.nullable(),
  calls: z.int(),
  priced: z.int(),
  unpriced: z.int(),
  wasNanoUsd: NanoUsd,
  wouldBeNanoUsd: NanoUsd,
})
export type RepriceRow = z.infer<typeof RepriceRow>

/** What a provider says of one model and day, in its own file. Null: the file does not say. */
export const ReconcileReason = z.enum([
  'agrees',
  'rounding',
  'not_in_ledger',
  'not_in_file',
  'other_clients',
  'maybe_billed',
  'unknown_price',
  'estimated',
  'price_differs',
  'day_boundary',
  'cached_tokens',
  'unexplained',
])
export type ReconcileReason = z.infer<typeof ReconcileReason>

/** One day and model: what the file says, what the ledger has, the gap (file less ledger) and its likely reason. */
export const ReconcileRow = z.object({
  day: z.string(),
  /** As the file calls it, and which of ours it is; null: none. */
  name: z.string(),
  model: ModelRef.nullable(),
  file: z.object({
    costNanoUsd: NanoUsd.nullable(),
    calls: z.int().nullable(),
    inputTokens: Tokens.nullable(),
    outputTokens: Tokens.nullable(),
  }),
  ours: z.object({ cost: CostTotal, calls: z.int(), inputTokens: Tokens, outputTokens: Tokens }),
  gapNanoUsd: z.int().nullable(),
  reason: ReconcileReason,
  /** More about it, in a sentence with its figures. */
  detail: z.string(),
})
export type ReconcileRow = z.infer<typeof ReconcileRow>

export const reports = {
  /** Writes a file into the workspace's `exports` folder in a thread of its own, up to a watermark (the newest, unless told), and says how far it is at most five times a second; ends with the signal, and then leaves nothing. STORAGE_FULL. */
  export: base
    .input(z.object({ order: ReportOrder, format: ReportFormat, name: z.string().max(100).optional(), watermark: z.int().optional() }))
    .output(eventIterator(ReportProgress)),
  /**
   * The report as CSV and JSON Lines with what it stands on, in one ZIP file: filters, watermark, price versions, row count, coverage, and the SHA-256 of each file; made twice up to the same watermark it is
   * the same bytes. It is kept under its name until it is forgotten.
   */
  bundle: base
    .input(z.object({ order: KeptOrder, name: SavedQueryName, watermark: z.int().optional() }))
    .output(eventIterator(ReportProgress)),
  kept: base.output(z.object({ items: z.array(KeptReport) })),
  /** What it cites may be dropped by retention from now on; the file stays. */
  forget: base.input(z.object({ name: SavedQueryName })).output(z.object({ ok: z.literal(true) })),
  /** What settled calls of the scope would have cost at other prices. Dearest first; `total` has null `model`. Nothing is changed. */
  reprice: base
    .input(CallScope.extend({ prices: RepriceAt }))
    .output(z.object({ rows: z.array(RepriceRow), total: RepriceRow, watermark: z.int() })),
  /**
   * Compares a provider's own export of usage or costs (CSV: a day, a model, and a cost in USD or tokens; the exports of OpenAI and Anthropic are known, others by their column names) with the ledger, by day of
   * `timeZone` and model. INVALID_INPUT names line and column. Writes nothing.
   */
  reconcile: base
    .input(
      z.object({
        provider: ProviderKey,
        text: z.string().max(16_000_000),
        file: z.string().max(500),
        timeZone: TimeZone.default('UTC'),
      }),
    )
    .output(
      z.object({
        format: z.enum(['openai-costs', 'openai-usage', 'anthropic-costs', 'anthropic-usage', 'generic']),
        fromDay: z.string(),
        toDay: z.string(),
        rows: z.array(ReconcileRow),
        fileNanoUsd: NanoUsd.nullable(),
        ours: CostTotal,
        gapNanoUsd: z.int().nullable(),
        skippedLines: z.int(),
      }),
    ),
}
