import type { CostTotal } from '#contract/costs'
import type { ReportFormat } from '#contract/reports'
import { CallSource, type CallSourceFacts } from './call-source.ts'
import type { ExportColumn, ExportRow, Facts } from './export-column.ts'
import { ExportFile } from './export-file.ts'
import { type FormatWriter, openFormat } from './format-writer.ts'

export interface NewFile {
  readonly id: string
  readonly folder: string
  readonly name: string
  readonly format: ReportFormat
  readonly facts: Facts
}

/** A file whose rows are handed over. */
export interface BeginRows extends NewFile {
  readonly columns: readonly ExportColumn[]
}

/** A file whose rows are read from the ledger. */
export interface BeginCalls extends NewFile {
  readonly calls: CallSourceFacts
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
  readonly file: ExportFile
  readonly format: FormatWriter
  readonly calls: CallSource | undefined
  rows: number
}

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

  /** Takes rows that are handed over. */
  add({ id, rows }: { readonly id: string; readonly rows: readonly ExportRow[] }): Written {
    return write(this.#get(id), rows, false)
  }

  /** Reads on. */
  async more({ id }: { readonly id: string }): Promise<Written> {
    const open = this.#get(id)
    if (open.calls === undefined) throw new Error('there is nothing to be read')
    const rows = await open.calls.next()
    return write(open, rows, open.calls.isDone)
  }

  async finish({ id, facts }: { readonly id: string; readonly facts: Facts }): Promise<Finished> {
    const { file, format, calls, rows } = this.#get(id)
    const cost = calls?.cost() ?? null
    format.finish(cost === null ? facts : { ...facts, cost })
    const finished = { rows, cost, ...file.finish() }
    this.#open.delete(id)
    await calls?.close()
    return finished
  }

  async abandon({ id }: { readonly id: string }): Promise<void> {
    const open = this.#open.get(id)
    this.#open.delete(id)
    open?.file.abandon()
    await open?.calls?.close()
  }

  async abandonAll(): Promise<void> {
    for (const id of [...this.#open.keys()]) await this.abandon({ id })
  }

  async #begin(
    { id, folder, name, format, facts }: NewFile,
    columns: readonly ExportColumn[],
    calls: CallSource | undefined,
  ): Promise<void> {
    const file = new ExportFile(folder, name)
    try {
      const toFile = (data: Uint8Array | string) => file.write(data)
      this.#open.set(id, { file, format: await openFormat({ format, columns, facts, write: toFile }), calls, rows: 0 })
    } catch (error) {
      file.abandon()
      throw error
    }
  }

  #get(id: string): Open {
    const open = this.#open.get(id)
    if (open === undefined) throw new Error(`no file is being written as ${id}`)
    return open
  }
}

function write(open: Open, rows: readonly ExportRow[], isDone: boolean): Written {
  open.format.rows(rows)
  open.rows += rows.length
  return { rows: open.rows, isDone }
}
