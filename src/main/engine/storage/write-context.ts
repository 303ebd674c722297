import type { Reserve } from './reserve-file.ts'
import { Statements } from './sqlite/statements.ts'

/** What a write sees: the open group's connection, the ledger's order, and the room held back on the disk. */
export class WriteContext extends Statements {
  readonly reserve: Reserve
  #seq: number

  constructor(db: Statements['db'], reserve: Reserve) {
    super(db)
    this.reserve = reserve
    this.#seq = Number(this.value('select coalesce(max(seq), 0) from attempt where seq is not null'))
  }

  /** The next place in the ledger's order. Given inside the group that commits it; a group rolled back leaves a gap, never a double. */
  nextSeq(): number {
    this.#seq += 1
    return this.#seq
  }
}

/** A named, synchronous change. It is undone when it throws; its neighbours in the group stand. */
export type Write<Input, Output> = (context: WriteContext, input: Input) => Output
