import type { CostTotal } from '#contract/costs'
import type { ReportFormat } from '#contract/reports'
import { type CallConditions, type ExportedCall, type Extent, type LongReader, openLongReader } from '#engine/storage'
import { callCells, callColumns, type Names } from './call-columns.ts'
import { CostSums } from './cost-sums.ts'
import type { ExportColumn, ExportRow, Facts } from './export-column.ts'
import { ExportFile } from './export-file.ts'
import { type FormatWriter, openFormat } from './format-writer.ts'

interface NewFile {
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

/** A file whose rows are read from the ledger, up to a watermark. `models`: names by id. */
export interface BeginCalls extends NewFile {
  readonly database: string
  readonly conditions: CallConditions
  readonly watermark: number
  readonly models: readonly (readonly [id: number, ref: string])[]
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

interface CallSource {
  readonly reader: LongReader
  readonly conditions: CallConditions
  readonly names: Names
  readonly sums: CostSums
  /** What is left to be read; undefined: nothing. */
  left: Extent | undefined
}

interface Open {
  readonly file: ExportFile
  readonly format: FormatWriter
  readonly calls: CallSource | undefined
  rows: number
}

/** Places of the ledger that are read at once, and how many reads one answer takes where little is found. */
const windowPolicy = { places: 2000, mostReads: 5 } as const

/**
 * Writes reports into files, a lot at a time, as it is asked to: it lives in a thread of its own. Invariants:
 * 1. What is read stays within the watermark: calls that are settled meanwhile are in no report that began before.
 * 2. No read is long: between two the log of the database can be written back.
 * 3. What is not finished leaves no file.
 * Errors: STORAGE_FULL.
 */
export class ExportDesk {
  readonly #open = new Map<string, Open>()

  async beginRows({ id, columns, ...file }: BeginRows): Promise<void> {
    await this.#begin(id, file, columns, undefined)
  }

  async beginCalls({ id, database, conditions, watermark, models, ...file }: BeginCalls): Promise<void> {
    const reader = await openLongReader(database)
    try {
      const left = await reader.callExtent({ conditions, watermark })
      const source = { reader, conditions, names: { models: new Map(models) }, sums: new CostSums(), left }
      await this.#begin(id, file, callColumns, source)
    } catch (error) {
      await reader.close()
      throw error
    }
  }

  /** Takes rows that are handed over. */
  add({ id, rows }: { readonly id: string; readonly rows: readonly ExportRow[] }): Written {
    return this.#write(this.#get(id), rows)
  }

  /** Reads on. */
  async more({ id }: { readonly id: string }): Promise<Written> {
    const open = this.#get(id)
    const { calls } = open
    if (calls === undefined) throw new Error('there is nothing to be read')
    let written = 0
    for (let reads = 0; reads < windowPolicy.mostReads && written < windowPolicy.places && calls.left !== undefined; reads += 1) {
      const found = await readOn(calls)
      for (const call of found) calls.sums.add(call)
      this.#write(
        open,
        found.map((call) => callCells(call, calls.names)),
      )
      written += found.length
    }
    return { rows: open.rows, isDone: calls.left === undefined }
  }

  async finish({ id, facts }: { readonly id: string; readonly facts: Facts }): Promise<Finished> {
    const { file, format, calls, rows } = this.#get(id)
    const cost = calls?.sums.total() ?? null
    format.finish(cost === null ? facts : { ...facts, cost })
    const finished = { rows, cost, ...file.finish() }
    this.#open.delete(id)
    await calls?.reader.close()
    return finished
  }

  async abandon({ id }: { readonly id: string }): Promise<void> {
    const open = this.#open.get(id)
    this.#open.delete(id)
    open?.file.abandon()
    await open?.calls?.reader.close()
  }

  async abandonAll(): Promise<void> {
    for (const id of [...this.#open.keys()]) await this.abandon({ id })
  }

  async #begin(id: string, file: Omit<NewFile, 'id'>, columns: readonly ExportColumn[], calls: CallSource | undefined): Promise<void> {
    const { folder, name, format, facts } = file
    const written = new ExportFile(folder, name)
    try {
      const write = (data: Uint8Array | string) => written.write(data)
      this.#open.set(id, { file: written, format: await openFormat({ format, columns, facts, write }), calls, rows: 0 })
    } catch (error) {
      written.abandon()
      throw error
    }
  }

  #write(open: Open, rows: readonly ExportRow[]): Written {
    open.format.rows(rows)
    open.rows += rows.length
    return { rows: open.rows, isDone: false }
  }

  #get(id: string): Open {
    const open = this.#open.get(id)
    if (open === undefined) throw new Error(`no file is being written as ${id}`)
    return open
  }
}

async function readOn(calls: CallSource): Promise<ExportedCall[]> {
  const { reader, conditions, left } = calls
  if (left === undefined) return []
  const last = Math.min(left.first + windowPolicy.places - 1, left.last)
  const found = await reader.callsOfWindow({ conditions, extent: { first: left.first, last } })
  calls.left = last < left.last ? { first: last + 1, last: left.last } : undefined
  return found
}
