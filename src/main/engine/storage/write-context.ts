import type { Reserve } from './reserve-file.ts'
import { Statements } from './sqlite/statements.ts'

/** Of what stands, and of what stood and was dropped. */
const highestSeq = `select max(
  coalesce((select max(seq) from attempt where seq is not null), 0),
  coalesce((select max(seq) from event), 0),
  coalesce((select max(seq) from audit_entry), 0),
  coalesce((select max(last_seq) from ledger_block), 0),
  (select seq from rollup_state))`

/** What a write sees: the open group's connection, the ledger's order, and the room held back on the disk. */
export class WriteContext extends Statements {
  readonly reserve: Reserve
  #seq: number

  constructor(db: Statements['db'], reserve: Reserve) {
    super(db)
    this.reserve = reserve
    this.#seq = Number(this.value(highestSeq))
  }

  /** The last place that was given. */
  get seq(): number {
    return this.#seq
  }

  /** The next place in the ledger's order: calls, events and audit entries share it. Given inside the group that commits it; a group rolled back leaves a gap, never a double. */
  nextSeq(): number {
    this.#seq += 1
    return this.#seq
  }
}

/** A named, synchronous change. It is undone when it throws; its neighbours in the group stand. */
export type Write<Input, Output> = (context: WriteContext, input: Input) => Output
