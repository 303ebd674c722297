import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { exportsFolder } from '#contract/report-files'
import type { ReportFormat, ReportOrder, ReportProgress } from '#contract/reports'
import type { Catalog } from '#engine/catalog'
import { callFilterOf } from '#engine/ledger'
import type { Clock } from '#engine/ports'
import { isoText } from '#engine/resilience'
import type { Storage } from '#engine/storage'
import { type BeginOptions, type Begun, beginExport, type Questions } from './begin-export.ts'
import type { Cited } from './cite-calls.ts'
import type { BeginProbes } from './export-desk.ts'
import { freeName } from './file-names.ts'
import type { CallsOrder } from './names-known.ts'
import { type ExportThread, openExportThread } from './open-export-thread.ts'

export interface ExportPorts {
  readonly storage: Storage
  readonly catalog: Catalog
  readonly clock: Clock
  readonly workspace: string
  /** The export thread's entry. */
  readonly threadUrl: URL
}

export interface ExportRequest {
  readonly order: ReportOrder
  readonly format: ReportFormat
  readonly name?: string | undefined
  /** As far as there is now, unless told. */
  readonly watermark?: number | undefined
}

interface WriteRequest {
  readonly order: ReportOrder
  readonly format: ReportFormat | 'zip'
  readonly wanted: string
  readonly endFacts?: (watermark: number) => Promise<Readonly<Record<string, unknown>>>
}

export interface ProbesRequest extends Pick<BeginProbes, 'as'> {
  readonly wanted: string
  readonly extension: string
  readonly probes: Omit<BeginProbes['probes'], 'database'>
}

type FileNamed = Pick<BeginProbes, 'id' | 'name' | 'folder'>

interface Writing {
  readonly wanted: string
  readonly extension: string
  readonly begin: (file: FileNamed) => Promise<Begun>
  readonly endFacts: WriteRequest['endFacts'] | undefined
}

/** `restAfterMs`: how long the thread is kept when there is nothing to write: to load it takes a tenth of a second, and it holds some 60 MB. */
const exportPolicy = { tellEveryMs: 200, restAfterMs: 15_000 } as const

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
    this.#thread = openExportThread(ports.threadUrl)
  }

  /** How far it is, at most five times a second, and at last the file. Ends with the signal. */
  export({ order, format, name, watermark }: ExportRequest, questions: Questions, signal: AbortSignal): AsyncGenerator<ReportProgress> {
    const wanted = name?.trim() || `${order.report}-${stampOf(this.#ports.clock.nowMs())}`
    return this.write({ order, format, wanted }, { questions, signal, watermark })
  }

  /** As `export`. `endFacts`: asked when all rows are written, for what a bundle stands on. */
  write({ order, format, wanted, endFacts }: WriteRequest, options: BeginOptions): AsyncGenerator<ReportProgress> {
    const ports = { ...this.#ports, thread: this.#thread }
    const begin = (file: FileNamed) => beginExport(ports, { ...file, format }, order, options)
    return this.#written({ wanted, extension: format, begin, endFacts }, options.signal)
  }

  /** A run's probes as a file; see `ExportDesk.beginProbes`. `total`: of them all that are written. */
  probes({ wanted, extension, probes, as }: ProbesRequest, signal: AbortSignal): AsyncGenerator<ReportProgress> {
    const begin = async (file: FileNamed): Promise<Begun> => {
      const watermark = await this.#ports.storage.read('watermark', undefined)
      const source = { ...probes, database: path.join(this.#ports.workspace, 'assay.db') }
      const { total } = await this.#thread.ask('beginProbes', { ...file, facts: { report: 'probes', run: probes.run }, probes: source, as })
      return { total, watermark, cost: null, endFacts: {}, more: () => this.#thread.ask('more', { id: file.id }) }
    }
    return this.#written({ wanted, extension, begin, endFacts: undefined }, signal)
  }

  async *#written({ wanted, extension, begin, endFacts }: Writing, signal: AbortSignal): AsyncGenerator<ReportProgress> {
    const { clock } = this.#ports
    const { id, name } = this.#takeName(wanted, extension)
    const ended = AbortSignal.any([signal, this.#stopping.signal])
    let isFinished = false
    let close: Begun['close']
    try {
      const { total, watermark, ...begun } = await begin({ id, name, folder: this.#folder })
      close = begun.close
      let saidMs = clock.monotonicMs()
      yield { rows: 0, total, watermark, done: null }
      for (let written = await begun.more(); !written.isDone; written = await begun.more()) {
        if (ended.aborted) return
        if (clock.monotonicMs() - saidMs < exportPolicy.tellEveryMs) continue
        saidMs = clock.monotonicMs()
        yield { rows: written.rows, total, watermark, done: null }
      }
      const facts = { ...(await endFacts?.(watermark)), ...begun.endFacts }
      if (ended.aborted) return
      const { rows, cost, ...whole } = await this.#thread.ask('finish', { id, facts })
      isFinished = true
      yield { rows, total, watermark, done: { file: name, path: path.join(this.#folder, name), ...whole, cost: cost ?? begun.cost } }
    } finally {
      await close?.()
      if (!isFinished && !this.#stopping.signal.aborted) await this.#thread.ask('abandon', { id }).catch(() => undefined)
      this.#names.delete(name)
      if (this.#names.size === 0 && !this.#stopping.signal.aborted) this.#restLater()
    }
  }

  /** What the calls of a report stand on; see `citeCalls`. */
  cite(filter: CallsOrder, watermark: number): Promise<Cited> {
    const database = path.join(this.#ports.workspace, 'assay.db')
    return this.#thread.ask('cite', { database, filter: callFilterOf(filter), watermark })
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#resting.abort()
    await this.#thread.endWith('abandonAll', undefined)
  }

  get #folder(): string {
    return path.join(this.#ports.workspace, exportsFolder)
  }

  #takeName(wanted: string, extension: string): { readonly id: string; readonly name: string } {
    this.#sweep()
    this.#resting.abort()
    this.#lastId += 1
    const name = freeName(this.#folder, wanted, extension, this.#names)
    this.#names.add(name)
    return { id: String(this.#lastId), name }
  }

  #restLater(): void {
    this.#resting = new AbortController()
    void this.#ports.clock.sleep(exportPolicy.restAfterMs, this.#resting.signal).then(
      () => this.#thread.endWith('abandonAll', undefined),
      () => undefined,
    )
  }

  /** What an engine that did not end well has left half written. */
  #sweep(): void {
    if (this.#isSwept) return
    this.#isSwept = true
    for (const name of partsIn(this.#folder)) rmSync(path.join(this.#folder, name), { force: true })
  }
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
