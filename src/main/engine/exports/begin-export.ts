import path from 'node:path'
import type { FrequentQuery, PerformanceQuery } from '#contract/analytics'
import type { CostQuery, CostTotal } from '#contract/costs'
import type { ReportOrder } from '#contract/reports'
import type { SqlPart } from '#contract/sql'
import type { Catalog } from '#engine/catalog'
import { callFilterOf } from '#engine/ledger'
import type { Storage } from '#engine/storage'
import { type Failures, failuresPlan, type Methods, methodsPlan, type Performance, performancePlan } from './analytics-plans.ts'
import type { Written } from './export-desk.ts'
import { type CostReport, costPlan, focusPlan, type RowsPlan } from './export-plan.ts'
import { focusDimensions } from './focus-columns.ts'
import { assertNamesKnown, type CallsOrder } from './names-known.ts'
import type { ExportThread } from './open-export-thread.ts'
import type { NewFile } from './report-target.ts'

/** What a report asks of the engine's other questions, by whoever wants it. */
export interface Questions {
  costs(query: CostQuery & { readonly watermark?: number | undefined }): Promise<CostReport>
  performance(query: PerformanceQuery): Promise<Performance>
  methods(query: FrequentQuery): Promise<Methods>
  failures(query: FrequentQuery): Promise<Failures>
  sql(query: string, signal: AbortSignal): Promise<AsyncIterable<SqlPart>>
}

export interface BeginPorts {
  readonly storage: Storage
  readonly catalog: Catalog
  readonly workspace: string
  readonly thread: ExportThread
}

/** A report that was begun: how it goes on, and what is told at its end. `total`: null: not known. */
export interface Begun {
  readonly total: number | null
  readonly watermark: number
  readonly cost: CostTotal | null
  readonly endFacts: Readonly<Record<string, unknown>>
  more(): Promise<Written>
  /** Lets go of what it is read from. */
  close?(): Promise<void>
}

export interface BeginOptions {
  readonly questions: Questions
  readonly signal: AbortSignal
  /** Default: as far as there is now. */
  readonly watermark?: number | undefined
}

const rowsAtOnce = 2000

/** Begins a file of a report. Errors: those of the questions it asks, NOT_FOUND for names that are not there, STORAGE_FULL. */
export async function beginExport(
  ports: BeginPorts,
  file: Omit<NewFile, 'facts'>,
  order: ReportOrder,
  options: BeginOptions,
): Promise<Begun> {
  const { questions, watermark } = options
  switch (order.report) {
    case 'costs': {
      const { report: _, columns, ...query } = order
      if (columns === 'assay') return await beginRows(ports, file, costPlan(await questions.costs({ ...query, watermark }), file.format))
      const asFocus = { ...query, groupBy: [...focusDimensions], timeZone: 'UTC', minCalls: 1, watermark }
      return await beginRows(ports, file, focusPlan(await questions.costs(asFocus)))
    }
    case 'calls':
    case 'dataset': {
      const { report, ...filter } = order
      return await beginCalls(ports, file, report, filter, watermark)
    }
    case 'performance':
    case 'methods':
    case 'failures':
      return await beginRows(ports, file, await analyticsPlan(order, file.format, { ...ports, questions }))
    case 'query':
      return await beginQuery(ports, file, order.query, options)
  }
}

async function analyticsPlan(
  order: Extract<ReportOrder, { readonly report: 'performance' | 'methods' | 'failures' }>,
  format: NewFile['format'],
  { storage, questions }: Pick<BeginPorts, 'storage'> & Pick<BeginOptions, 'questions'>,
): Promise<RowsPlan> {
  const watermark = await storage.read('watermark', undefined)
  switch (order.report) {
    case 'performance':
      return performancePlan(await questions.performance(order), { format, watermark, dimensions: order.groupBy })
    case 'methods':
      return methodsPlan(await questions.methods(order), { format, watermark })
    case 'failures':
      return failuresPlan(await questions.failures(order), { format, watermark })
  }
}

async function beginRows({ thread }: BeginPorts, file: Omit<NewFile, 'facts'>, plan: RowsPlan): Promise<Begun> {
  const { columns, rows, facts, endFacts, watermark, cost } = plan
  await thread.ask('beginRows', { ...file, columns, facts })
  let at = 0
  return {
    ...{ total: rows.length, watermark, cost, endFacts },
    more: async () => {
      const lot = rows.slice(at, at + rowsAtOnce)
      at += lot.length
      const written = await thread.ask('add', { id: file.id, rows: lot })
      return { ...written, isDone: at >= rows.length }
    },
  }
}

async function beginCalls(
  { storage, catalog, workspace, thread }: BeginPorts,
  file: Omit<NewFile, 'facts'>,
  report: 'calls' | 'dataset',
  filter: CallsOrder,
  wanted: number | undefined,
): Promise<Begun> {
  assertNamesKnown(filter, catalog)
  const watermark = Math.min(wanted ?? Number.MAX_SAFE_INTEGER, await storage.read('watermark', undefined))
  const { total } = await thread.ask('beginCalls', {
    ...file,
    facts: { report, filter, watermark },
    calls: {
      ...{ report, watermark, filter: callFilterOf(filter) },
      database: path.join(workspace, 'assay.db'),
      models: [...catalog.models()].map(({ id, ref }) => [id, ref] as const),
    },
  })
  return { total, watermark, cost: null, endFacts: {}, more: () => thread.ask('more', { id: file.id }) }
}

/** Rows are asked for as they can be written. */
async function beginQuery(
  { storage, thread }: BeginPorts,
  file: Omit<NewFile, 'facts'>,
  query: string,
  { questions, signal }: BeginOptions,
): Promise<Begun> {
  const watermark = await storage.read('watermark', undefined)
  const parts = (await questions.sql(query, signal))[Symbol.asyncIterator]()
  const close = async () => void (await parts.return?.())
  const head = await parts.next()
  const columns = head.done !== true && head.value.part === 'columns' ? head.value.columns : []
  await thread.ask('beginRows', {
    ...file,
    columns: apart(columns).map((name) => ({ name, type: 'any' })),
    facts: { report: 'query', query, watermark },
  })
  let rows = 0
  return {
    ...{ total: null, watermark, cost: null, endFacts: {}, close },
    more: async () => {
      const next = await parts.next()
      if (next.done === true || next.value.part === 'done') return { rows, isDone: true }
      if (next.value.part === 'columns') return { rows, isDone: false }
      rows += next.value.rows.length
      return await thread.ask('add', { id: file.id, rows: next.value.rows })
    },
  }
}

/** A question may name two columns the same; a file may not. */
function apart(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let unique = name
    for (let count = 2; taken.has(unique); count += 1) unique = `${name}_${count}`
    taken.add(unique)
    return unique
  })
}
