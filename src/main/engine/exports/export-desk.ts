import type { CostTotal } from '#contract/costs'
import { CallSource, type CallSourceFacts } from './call-source.ts'
import { type DocumentOrder, DocumentTarget } from './document-target.ts'
import type { ExportColumn, ExportRow, Facts } from './export-column.ts'
import { type PackageOrder, PackageTarget } from './package-target.ts'
import { ProbeSource, type ProbeSourceFacts } from './probe-source.ts'
import { type NewFile, openTarget, type ReportTarget } from './report-target.ts'
import type { RowSource } from './row-source.ts'

/** A file whose rows are handed over. */
export interface BeginRows extends NewFile {
  readonly columns: readonly ExportColumn[]
}

/** A file whose rows are read from the ledger. */
export interface BeginCalls extends NewFile {
  readonly calls: CallSourceFacts
}

/** A file of a run's probes: a table, a document, or a package. */
export interface BeginProbes extends Omit<NewFile, 'format'> {
  readonly probes: ProbeSourceFacts
  readonly as: { readonly table: 'csv' | 'jsonl' | 'parquet' } | { readonly document: DocumentOrder } | { readonly package: PackageOrder }
}

export interface Written {
  readonly rows: number
  readonly isDone: boolean
}

export interface Finished {
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
  /** Of the calls that were read; null: rows were handed over. */
  readonly cost: CostTotal | null
}

interface Open {
  readonly target: ReportTarget
  readonly source: RowSource | undefined
  rows: number
}

/** Between two answers: reads are small. */
const readsAtOnce = 10

/**
 * Writes reports into files, a lot at a time, as it is asked to: it lives in a thread of its own. What is not finished leaves no file.
 * Errors: STORAGE_FULL.
 */
export class ExportDesk {
  readonly #open = new Map<string, Open>()

  async beginRows({ columns, ...file }: BeginRows): Promise<void> {
    await this.#begin(file, columns, undefined)
  }

  /** Answers how many there are. */
  async beginCalls({ calls, ...file }: BeginCalls): Promise<{ readonly total: number }> {
    const source = await CallSource.open(calls)
    try {
      await this.#begin(file, source.columns, source)
      return { total: source.total }
    } catch (error) {
      await source.close()
      throw error
    }
  }

  /** Answers how many there are. */
  async beginProbes({ probes, as, ...file }: BeginProbes): Promise<{ readonly total: number }> {
    const source = await ProbeSource.open(probes)
    try {
      this.#open.set(file.id, { target: await probesTarget(file, as, source), source, rows: 0 })
      return { total: source.total }
    } catch (error) {
      await source.close()
      throw error
    }
  }

  /** Takes rows that are handed over. */
  add({ id, rows }: { readonly id: string; readonly rows: readonly ExportRow[] }): Written {
    return write(this.#get(id), rows, false)
  }

  /** Reads on. */
  async more({ id }: { readonly id: string }): Promise<Written> {
    const open = this.#get(id)
    if (open.source === undefined) throw new Error('there is nothing to be read')
    let written = write(open, await open.source.next(), open.source.isDone)
    for (let reads = 1; reads < readsAtOnce && !written.isDone; reads += 1)
      written = write(open, await open.source.next(), open.source.isDone)
    return written
  }

  async finish({ id, facts }: { readonly id: string; readonly facts: Facts }): Promise<Finished> {
    const { target, source, rows } = this.#get(id)
    const cost = source?.cost() ?? null
    const finished = { rows, cost, ...target.finish(cost === null ? facts : { ...facts, cost }) }
    this.#open.delete(id)
    await source?.close()
    return finished
  }

  async abandon({ id }: { readonly id: string }): Promise<void> {
    const open = this.#open.get(id)
    this.#open.delete(id)
    open?.target.abandon()
    await open?.source?.close()
  }

  async abandonAll(): Promise<void> {
    for (const id of [...this.#open.keys()]) await this.abandon({ id })
  }

  async #begin(file: NewFile, columns: readonly ExportColumn[], source: RowSource | undefined): Promise<void> {
    this.#open.set(file.id, { target: await openTarget(file, columns), source, rows: 0 })
  }

  #get(id: string): Open {
    const open = this.#open.get(id)
    if (open === undefined) throw new Error(`no file is being written as ${id}`)
    return open
  }
}

async function probesTarget(file: Omit<NewFile, 'format'>, as: BeginProbes['as'], source: ProbeSource): Promise<ReportTarget> {
  if ('table' in as) return await openTarget({ ...file, format: as.table }, source.columns)
  if ('document' in as) return new DocumentTarget(file.folder, file.name, as.document, source.columns)
  return await PackageTarget.open(file.folder, file.name, as.package, source.columns, source.reader)
}

function write(open: Open, rows: readonly ExportRow[], isDone: boolean): Written {
  open.target.rows(rows)
  open.rows += rows.length
  return { rows: open.rows, isDone }
}
