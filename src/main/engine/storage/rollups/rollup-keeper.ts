import type { WriteContext } from '../write-context.ts'
import { rollUp, rollupState } from './roll-up.ts'

/** Places of the ledger that are added to the sums together: the more, the fewer keys are touched twice, and the more attempts a question reads itself. */
const placesTogether = 128
/** Groups to commit before another try when the sums could not be written. */
const groupsBetweenTries = 32

/**
 * Keeps the sums near the end of the ledger. Between groups, when everybody has been answered, and in a transaction of its own: what cannot be written now costs
 * no answer and no time of one, and is read from the ledger until it can. `isOurs`: whether the workspace is still this writer's.
 */
export class RollupKeeper {
  readonly #context: WriteContext
  readonly #onFailure: (error: unknown) => void
  readonly #isOurs: () => boolean
  #seq: number
  #groupsToWait = 0

  constructor(context: WriteContext, hooks: { readonly isOurs: () => boolean; readonly onFailure: (error: unknown) => void }) {
    this.#context = context
    this.#isOurs = hooks.isOurs
    this.#onFailure = hooks.onFailure
    this.#seq = rollupState(context).seq
  }

  afterGroup(): void {
    if (this.#groupsToWait > 0) this.#groupsToWait -= 1
    else if (this.#context.seq - this.#seq >= placesTogether) this.#catchUp()
  }

  #catchUp(): void {
    const { db, seq } = this.#context
    try {
      this.#context.prepare('begin immediate').run()
      if (this.#isOurs()) this.#seq = rollUp(this.#context, seq)
      else this.#groupsToWait = groupsBetweenTries
      this.#context.prepare('commit').run()
    } catch (error) {
      if (db.inTransaction) this.#context.prepare('rollback').run()
      this.#groupsToWait = groupsBetweenTries
      this.#onFailure(error)
    }
  }
}
