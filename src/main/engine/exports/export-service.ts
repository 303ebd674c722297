import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { CostQuery, CostTotal } from '#contract/costs'
import { exportsFolder } from '#contract/report-files'
import type { ReportFormat, ReportOrder, ReportProgress } from '#contract/reports'
import type { Catalog } from '#engine/catalog'
import type { Clock } from '#engine/ports'
import { isoText } from '#engine/resilience'
import type { Storage } from '#engine/storage'
import { type CallFilter, callConditionsOf } from './call-conditions.ts'
import type { Written } from './export-desk.ts'
import { type CostReport, costPlan, type RowsPlan } from './export-plan.ts'
import { ExportThread } from './export-thread-client.ts'
import { freeName } from './file-names.ts'

export interface ExportPorts {
  readonly storage: Storage
  readonly catalog: Catalog
  readonly clock: Clock
  readonly workspace: string
  /** The export thread's entry. */
  readonly threadUrl: URL
}

/** What a report asks of the engine's other questions, by whoever wants it. */
export interface Questions {
  costs(query: CostQuery & { readonly watermark?: number }): Promise<CostReport>
}

export interface ExportRequest {
  readonly order: ReportOrder
  readonly format: ReportFormat
  readonly name?: string | undefined
}

/** A report that was begun: where it reads on, and what is told at its end. */
interface Begun {
  readonly total: number | null
  readonly watermark: number
  readonly cost: CostTotal | null
  readonly endFacts: Readonly<Record<string, unknown>>
  more(): Promise<Written>
}

/** `restAfterMs`: how long the thread is kept when there is nothing to write: to load it takes a tenth of a second, and it holds some 60 MB. */
const exportPolicy = { tellEveryMs: 200, rowsAtOnce: 2000, restAfterMs: 15_000 } as const

/**
 * Reports as files in the workspace's `exports` folder, written by a thread of their own. Invariants:
 * 1. A file stands there whole or not at all: one that is broken off, by its caller or by the engine's end, leaves nothing.
 * 2. The thread lives as long as there is something to write, and a while.
 */
export class ExportService {
  readonly #ports: ExportPorts
  readonly #thread: ExportThread
  readonly #names = new Set<string>()
  readonly #stopping = new AbortController()
  #resting = new AbortController()
  #isSwept = false
  #lastId = 0

  constructor(ports: ExportPorts) {
    this.#ports = ports
    this.#thread = new ExportThread(ports.threadUrl)
  }

  /** Where the files are. */
  get folder(): string {
    return path.join(this.#ports.workspace, exportsFolder)
  }

  /** How far it is, at most five times a second, and at last the file. Ends with the signal. */
  async *export(request: ExportRequest, questions: Questions, signal: AbortSignal): AsyncGenerator<ReportProgress> {
    const { clock } = this.#ports
    this.#sweep()
    this.#lastId += 1
    const id = String(this.#lastId)
    const wanted = request.name?.trim() || `${request.order.report}-${stampOf(clock.nowMs())}`
    const name = freeName(this.folder, wanted, request.format, this.#names)
    this.#names.add(name)
    this.#resting.abort()
    let isFinished = false
    try {
      const begun = await this.#begin(id, name, request, questions)
      const { total, watermark } = begun
      let saidMs = clock.monotonicMs()
      yield { rows: 0, total, watermark, done: null }
      for (let written = await begun.more(); !written.isDone; written = await begun.more()) {
        if (signal.aborted || this.#stopping.signal.aborted) return
        if (clock.monotonicMs() - saidMs < exportPolicy.tellEveryMs) continue
        saidMs = clock.monotonicMs()
        yield { rows: written.rows, total, watermark, done: null }
      }
      if (signal.aborted) return
      const { rows, cost, ...file } = await this.#thread.ask('finish', { id, facts: begun.endFacts })
      isFinished = true
      const done = { file: name, path: path.join(this.folder, name), ...file, cost: cost ?? begun.cost }
      yield { rows, total, watermark, done }
    } finally {
      if (!isFinished && !this.#stopping.signal.aborted) await this.#thread.ask('abandon', { id }).catch(() => undefined)
      this.#names.delete(name)
      if (this.#names.size === 0 && !this.#stopping.signal.aborted) this.#restLater()
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#resting.abort()
    await this.#thread.rest()
  }

  #restLater(): void {
    this.#resting = new AbortController()
    void this.#ports.clock.sleep(exportPolicy.restAfterMs, this.#resting.signal).then(
      () => this.#thread.rest(),
      () => undefined,
    )
  }

  async #begin(id: string, name: string, { order, format }: ExportRequest, questions: Questions): Promise<Begun> {
    const file = { id, name, format, folder: this.folder }
    switch (order.report) {
      case 'costs':
        return await this.#beginRows(file, costPlan(await questions.costs(order), format))
      case 'calls':
        return await this.#beginCalls(file, order)
      case 'dataset':
      case 'query':
        throw new Error('this is not built yet')
    }
  }

  async #beginRows(file: NewFile, { columns, rows, facts, endFacts, watermark, cost }: RowsPlan): Promise<Begun> {
    await this.#thread.ask('beginRows', { ...file, columns, facts })
    let at = 0
    return {
      ...{ total: rows.length, watermark, cost, endFacts },
      more: async () => {
        const lot = rows.slice(at, at + exportPolicy.rowsAtOnce)
        at += lot.length
        const written = await this.#thread.ask('add', { id: file.id, rows: lot })
        return { ...written, isDone: at >= rows.length }
      },
    }
  }

  async #beginCalls(file: NewFile, filter: CallFilter & { readonly report: string }): Promise<Begun> {
    const { storage, catalog, workspace } = this.#ports
    const watermark = await storage.read('watermark', undefined)
    const { report, ...facts } = filter
    await this.#thread.ask('beginCalls', {
      ...file,
      facts: { report, filter: facts, watermark },
      database: path.join(workspace, 'assay.db'),
      conditions: callConditionsOf(filter, catalog),
      watermark,
      models: [...catalog.models()].map(({ id, ref }) => [id, ref] as const),
    })
    return { total: null, watermark, cost: null, endFacts: {}, more: () => this.#thread.ask('more', { id: file.id }) }
  }

  /** What an engine that did not end well has left half written. */
  #sweep(): void {
    if (this.#isSwept) return
    this.#isSwept = true
    for (const name of partsIn(this.folder)) rmSync(path.join(this.folder, name), { force: true })
  }
}

interface NewFile {
  readonly id: string
  readonly name: string
  readonly format: ReportFormat
  readonly folder: string
}

function partsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.startsWith('.') && name.endsWith('.part'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return []
    throw error
  }
}

/** An instant as a file can be named after it: `20261121-220501`, UTC. */
function stampOf(atMs: number): string {
  return isoText(atMs).slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
}
