import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { Batch } from '#contract/batch'
import type { RunId } from '#contract/ids'
import { type ReportFormat, ReportOrder, type ReportProgress } from '#contract/reports'
import { answered, failed } from '../builders/outcomes.ts'
import { usageOf } from '../builders/prices.ts'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, type ShippedEngineFacts } from '../builders/shipped-engine.ts'
import type { SeenRequest } from '../fakes/scripted-provider.ts'

/** Every way a call can come out, with answers of odd sizes; by the number that its prompt says, so that every model meets all of them whoever is asked first. */
export function oddOutcome({ index: arrival, call }: SeenRequest) {
  const index = Number(/\d+/.exec(call.messages.at(-1)?.content ?? '')?.[0] ?? arrival)
  const usage = usageOf({ uncachedInputTokens: 1 + index * 13, cacheReadInputTokens: index % 5, textOutputTokens: index * 7 })
  if (index % 7 === 3) return failed('BAD_REQUEST')
  if (index % 7 === 4) return failed('TIMEOUT', { stage: 'unanswered', retryable: false })
  if (index % 7 === 5) return failed('NETWORK', { stage: 'partial', partialText: 'The cap', retryable: false })
  return answered({ usage, text: index % 2 === 0 ? '=1+1' : 'line one\nline "two", three' })
}

/** Two providers, three models, one of them without a price. */
export async function openReportsEngine(
  facts: Pick<ShippedEngineFacts, 'workspace'> & Partial<ShippedEngineFacts>,
): Promise<ShippedEngine> {
  const models = [
    { wireId: 'cheap', price: { input: '0.07', output: '0.33' } },
    { wireId: 'dear', price: { input: '15', output: '75', cacheRead: '1.5' } },
  ]
  return await openShippedEngine({
    rule: oddOutcome,
    seedCatalog: seedCatalogOf([
      { key: 'alpha', models, pools: [{ maxParallel: 8 }] },
      { key: 'beta', models: [{ wireId: 'unpriced', price: null }], pools: [{ maxParallel: 8 }] },
    ]),
    ...facts,
  })
}

export async function runOf(under: ShippedEngine, models: readonly string[], prompts: number, name = 'odd'): Promise<RunId> {
  const dataset = Array.from({ length: prompts }, (_, n) => ({ n }))
  const batch = Batch.parse({ name, prompt: 'Say {{n}}.', dataset, models, parameters: { maxOutputTokens: 500 } })
  return (await under.client.runs.start({ batch })).id
}

export async function untilFinished(under: ShippedEngine, run: RunId): Promise<void> {
  while ((await under.client.runs.get({ run })).status !== 'finished') await new Promise((resolve) => setImmediate(resolve))
}

export type Done = NonNullable<ReportProgress['done']> & { readonly rows: number; readonly watermark: number }

/** A report to its end; what of its order is not given is as the contract has it. */
export async function exported(
  under: ShippedEngine,
  given: object,
  format: ReportFormat,
  name?: string,
  watermark?: number,
): Promise<Done> {
  let last: ReportProgress | undefined
  const order = ReportOrder.parse(given)
  for await (const progress of await under.client.reports.export({ order, format, name, watermark })) last = progress
  if (last?.done == null) throw new Error('a report ended without a file')
  return { ...last.done, rows: last.rows, watermark: last.watermark }
}

/** Rows of a file as objects; of JSON the list `rows`. */
export async function rowsIn(file: string): Promise<Record<string, unknown>[]> {
  const text = () => readFileSync(file, 'utf8')
  switch (path.extname(file)) {
    case '.csv':
      return parse(text(), { columns: true, recordDelimiter: '\r\n' })
    case '.json':
      return JSON.parse(text()).rows
    case '.jsonl':
      return text()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    default:
      return await parquetReadObjects({ file: await asyncBufferFromFile(file) })
  }
}

export async function metadataOf(file: string) {
  return await parquetMetadataAsync(await asyncBufferFromFile(file))
}

/** A sum of whole numbers, however they are written. */
export function sumOf(rows: readonly Record<string, unknown>[], column: string): bigint {
  return rows.reduce((sum, row) => {
    const value = row[column]
    return value === null || value === undefined || value === '' ? sum : sum + BigInt(value as string | number | bigint)
  }, 0n)
}
