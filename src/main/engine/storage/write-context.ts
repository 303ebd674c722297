import type { Statements } from './sqlite/statements.ts'

/** What a write sees: the open group's connection, and the ledger's order. */
export interface WriteContext extends Statements {
  /** The next place in the ledger's order. Given inside the group that commits it; a group rolled back leaves a gap, never a double. */
  nextSeq(): number
}

/** A named, synchronous change. Its savepoint is undone when it throws; its neighbours in the group stand. */
export type Write<Input, Output> = (context: WriteContext, input: Input) => Output
