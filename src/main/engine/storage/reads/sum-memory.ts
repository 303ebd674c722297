import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import { type SumColumn, sumColumns } from '../rollups/index.ts'
import type { ScopeColumn } from './scope-filter.ts'

/** What is added up, in this order: as stored, and with it the probes that succeeded. */
export const sumNames = [...sumColumns, 'succeeded_probes'] as const
export type SumName = (typeof sumNames)[number]

/** Sums over calls of one kind in one quarter of an hour, made of those between two places of the ledger. */
export interface QuarterSums {
  readonly quarter: number
  readonly first_seq: number
  readonly last_seq: number
  readonly sums: readonly number[]
}

/** All calls of one kind; `quarters`: the parts they came in. */
export interface KeySums {
  readonly dimensions: Readonly<Record<ScopeColumn, string | number>>
  readonly first_quarter: number
  readonly last_quarter: number
  readonly first_seq: number
  readonly last_seq: number
  readonly sums: readonly number[]
  readonly quarters: Map<number, QuarterSums>
}

type Sums = Readonly<Record<SumColumn, number>>
type KeyRow = KeySums['dimensions'] & Omit<KeySums, 'dimensions' | 'sums' | 'quarters'> & Sums & { readonly id: number }
type QuarterRow = Omit<QuarterSums, 'sums'> & Sums & { readonly key_id: number }

/**
 * The sums over calls as a reader last saw them: to read them takes far longer than to add them up. Some 200 bytes a kind of call and quarter of an hour.
 * What has changed since is read when the next question is asked, in its view of the database.
 */
export class SumMemory {
  readonly #keys = new Map<number, KeySums>()
  #seq = 0
  #generation = -1

  /** All of them, as the view has them; `state`: that of the view. */
  async refreshed(view: Kysely<Database>, state: { readonly seq: number; readonly generation: number }): Promise<Iterable<KeySums>> {
    if (state.generation !== this.#generation || state.seq < this.#seq) {
      this.#keys.clear()
      this.#seq = -1
    }
    if (state.seq !== this.#seq) await this.#read(view)
    this.#seq = state.seq
    this.#generation = state.generation
    return this.#keys.values()
  }

  async #read(view: Kysely<Database>): Promise<void> {
    const since = this.#seq
    const keys = await sql<KeyRow>`select * from rollup_key where last_seq > ${since}`.execute(view)
    for (const row of keys.rows) this.#keys.set(row.id, keyOf(row, this.#keys.get(row.id)?.quarters ?? new Map()))
    const quarters =
      await sql<QuarterRow>`select rollup_quarter.* from rollup_key cross join rollup_quarter on rollup_quarter.key_id = rollup_key.id
      where rollup_key.last_seq > ${since} and rollup_quarter.last_seq > ${since}`.execute(view)
    for (const row of quarters.rows) {
      const key = this.#keys.get(row.key_id)
      if (key === undefined) throw new Error('a quarter of an hour has no key')
      const { quarter, first_seq, last_seq } = row
      key.quarters.set(quarter, { quarter, first_seq, last_seq, sums: sumsOf(row, key.dimensions.method) })
    }
  }
}

function keyOf(row: KeyRow, quarters: KeySums['quarters']): KeySums {
  const { run_id, served_model_id, request_model_id, method, user, output_kind, kind, code, cost_state } = row
  const { first_quarter, last_quarter, first_seq, last_seq } = row
  return {
    dimensions: { run_id, served_model_id, request_model_id, method, user, output_kind, kind, code, cost_state },
    ...{ first_quarter, last_quarter, first_seq, last_seq, quarters },
    sums: sumsOf(row, method),
  }
}

function sumsOf(row: Sums, method: string | number): number[] {
  const sums = sumColumns.map((column) => row[column])
  sums.push(method === 'probe' ? row.answered : 0)
  return sums
}
