import type { CostTotal } from '#contract/costs'
import { type CallFilter, type LongReader, openLongReader } from '#engine/storage'
import { callCells, callColumns, type Names } from './call-columns.ts'
import { CostSums } from './cost-sums.ts'
import { DatasetRows, datasetColumns } from './dataset-columns.ts'
import type { ExportColumn, ExportRow } from './export-column.ts'
import type { RowSource } from './row-source.ts'

/** Which calls, and as what. `models`: names by id. */
export interface CallSourceFacts {
  readonly report: 'calls' | 'dataset'
  readonly database: string
  readonly filter: CallFilter
  readonly watermark: number
  readonly models: readonly (readonly [id: number, ref: string])[]
}

/** Calls that are read at once; of a data set fewer, for their answers are whole. */
const readAtOnce = { calls: 50, dataset: 200 } as const

/**
 * Calls of the ledger as rows of a report, in their order. Invariants:
 * 1. What is read stays within the watermark: calls that are settled meanwhile are in no report that began before.
 * 2. No read is long: between two the log of the database can be written back.
 */
export class CallSource implements RowSource {
  readonly columns: readonly ExportColumn[]
  readonly total: number
  readonly #reader: LongReader
  readonly #places: readonly number[]
  readonly #atOnce: number
  readonly #rowsOf: (places: readonly number[]) => Promise<ExportRow[]>
  readonly #sums = new CostSums()
  #next = 0

  private constructor(reader: LongReader, places: readonly number[], { report, models }: CallSourceFacts) {
    const names: Names = { models: new Map(models) }
    const dataset = new DatasetRows(reader, names)
    this.columns = report === 'calls' ? callColumns : datasetColumns
    this.total = places.length
    this.#reader = reader
    this.#places = places
    this.#atOnce = readAtOnce[report]
    this.#rowsOf = async (some) => {
      const calls = reader.callsAt({ places: some })
      for (const call of calls) this.#sums.add(call)
      return report === 'calls' ? calls.map((call) => callCells(call, names)) : await dataset.rowsOf(calls)
    }
  }

  /** Must be closed. */
  static async open(facts: CallSourceFacts): Promise<CallSource> {
    const reader = await openLongReader(facts.database)
    try {
      return new CallSource(reader, await reader.callPlaces(facts), facts)
    } catch (error) {
      await reader.close()
      throw error
    }
  }

  get isDone(): boolean {
    return this.#next >= this.#places.length
  }

  async next(): Promise<ExportRow[]> {
    const places = this.#places.slice(this.#next, this.#next + this.#atOnce)
    this.#next += places.length
    return places.length === 0 ? [] : await this.#rowsOf(places)
  }

  /** Of what was read. */
  cost(): CostTotal {
    return this.#sums.total()
  }

  close(): Promise<void> {
    return this.#reader.close()
  }
}
