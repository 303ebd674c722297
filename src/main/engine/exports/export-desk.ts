import type { CostTotal } from '#contract/costs'
import { CallSource, type CallSourceFacts } from './call-source.ts'
import type { ExportColumn, ExportRow, Facts } from './export-column.ts'
import { type NewFile, openTarget, type ReportTarget } from './report-target.ts'

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
  readonly target: ReportTarget
  readonly calls: CallSource | undefined
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

  /** Takes rows that are handed over. */
  add({ id, rows }: { readonly id: string; readonly rows: readonly ExportRow[] }): Written {
    return write(this.#get(id), rows, false)
  }

  /** Reads on. */
  async more({ id }: { readonly id: string }): Promise<Written> {
    const open = this.#get(id)
    if (open.calls === undefined) throw new Error('there is nothing to be read')
    let written = write(open, await open.calls.next(), open.calls.isDone)
    for (let reads = 1; reads < readsAtOnce && !written.isDone; reads += 1)
      written = write(open, await open.calls.next(), open.calls.isDone)
    return written
  }

  async finish({ id, facts }: { readonly id: string; readonly facts: Facts }): Promise<Finished> {
    const { target, calls, rows } = this.#get(id)
    const cost = calls?.cost() ?? null
    const finished = { rows, cost, ...target.finish(cost === null ? facts : { ...facts, cost }) }
    this.#open.delete(id)
    await calls?.close()
    return finished
  }

  async abandon({ id }: { readonly id: string }): Promise<void> {
    const open = this.#open.get(id)
    this.#open.delete(id)
    open?.target.abandon()
    await open?.calls?.close()
  }

  async abandonAll(): Promise<void> {
    for (const id of [...this.#open.keys()]) await this.abandon({ id })
  }

  async #begin(file: NewFile, columns: readonly ExportColumn[], calls: CallSource | undefined): Promise<void> {
    this.#open.set(file.id, { target: await openTarget(file, columns), calls, rows: 0 })
  }

  #get(id: string): Open {
    const open = this.#open.get(id)
    if (open === undefined) throw new Error(`no file is being written as ${id}`)
    return open
  }
}

function write(open: Open, rows: readonly ExportRow[], isDone: boolean): Written {
  open.target.rows(rows)
  open.rows += rows.length
  return { rows: open.rows, isDone }
}
