import { sumColumns } from '../rollups/index.ts'
import type { SumRow } from './call-sources.ts'

const columns = [...sumColumns, 'succeeded_probes'] as const
type Column = (typeof columns)[number]

/** A group and one cost state of it; `keys` as the dimensions have them. */
export interface AddedGroup {
  readonly keys: readonly (string | number)[]
  readonly costState: string
  readonly sums: Readonly<Record<Column, number>>
}

/** Rows of several sources, each added or taken away, by group and cost state. Whole numbers all: the order makes no difference. */
export class AddedSums {
  readonly #dimensions: number
  readonly #groups = new Map<string, { keys: (string | number)[]; costState: string; sums: Record<Column, number> }>()

  constructor(dimensions: number) {
    this.#dimensions = dimensions
  }

  add(rows: readonly SumRow[], sign: 1 | -1): void {
    for (const row of rows) {
      const keys = Array.from({ length: this.#dimensions }, (_, index) => row[`key_${index}`] ?? 0)
      const name = JSON.stringify([row.cost_state, ...keys])
      let group = this.#groups.get(name)
      if (group === undefined) {
        group = {
          keys,
          costState: row.cost_state,
          sums: Object.fromEntries(columns.map((column) => [column, 0])) as Record<Column, number>,
        }
        this.#groups.set(name, group)
      }
      for (const column of columns) group.sums[column] += sign * Number(row[column])
    }
  }

  /** Those of which something is left. */
  groups(): AddedGroup[] {
    return [...this.#groups.values()].filter(({ sums }) => sums.calls !== 0)
  }
}
