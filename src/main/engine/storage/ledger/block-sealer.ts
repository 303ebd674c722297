import { isStorageFailure } from '../sqlite/storage-failure.ts'
import type { WriteContext } from '../write-context.ts'
import { blockCalls, sealBlock } from './seal-blocks.ts'

/**
 * Packs settled attempts into blocks between groups, when everybody has been answered. What it cannot do now it does later: until then the ledger's
 * reader looks through the attempts themselves. `epoch`: the workspace's as this writer opened it; of one that another has followed nothing is written.
 */
export class BlockSealer {
  readonly #context: WriteContext
  readonly #epoch: number
  #lookedAt = 0

  constructor(context: WriteContext, epoch: number) {
    this.#context = context
    this.#epoch = epoch
  }

  afterGroup(): void {
    if (this.#context.seq - this.#lookedAt < blockCalls) return
    this.#lookedAt = this.#context.seq
    this.sealAll()
  }

  sealAll(): void {
    while (this.#sealOne());
  }

  #sealOne(): boolean {
    const context = this.#context
    try {
      context.prepare('begin immediate').run()
      const isOurs = context.value('select epoch from workspace where id = 1') === this.#epoch
      const isSealed = isOurs && sealBlock(context)
      context.prepare('commit').run()
      return isSealed
    } catch (error) {
      if (context.db.inTransaction) context.prepare('rollback').run()
      if (!isStorageFailure(error)) throw error
      return false
    }
  }
}
