import type { SavedQuery } from '#contract/sql'
import type { EpochMs } from '#contract/units'
import { AppError } from '#engine/failure'
import type { Clock } from '#engine/ports'
import type { Storage } from '#engine/storage'
import { shippedQueries } from './shipped-queries.ts'

/** Questions under a name: those that came with the app, and a person's own. */
export class SavedQueries {
  readonly #storage: Pick<Storage, 'read' | 'write'>
  readonly #clock: Clock

  constructor(storage: Pick<Storage, 'read' | 'write'>, clock: Clock) {
    this.#storage = storage
    this.#clock = clock
  }

  async list(): Promise<SavedQuery[]> {
    const own = await this.#storage.read('savedQueries', undefined)
    return [
      ...shippedQueries,
      ...own.map(({ name, about, query, updated_at_ms }) => ({
        ...{ name, about, query, isShipped: false, updatedAtMs: updated_at_ms as EpochMs },
      })),
    ]
  }

  /** In the place of one of the same name. CONFLICT: that came with the app. */
  async save(given: { readonly name: string; readonly about: string; readonly query: string }): Promise<SavedQuery> {
    refuseShipped(given.name)
    const updatedAtMs = this.#clock.nowMs()
    await this.#storage.write('saveQuery', { ...given, updatedAtMs })
    return { ...given, isShipped: false, updatedAtMs }
  }

  /** NOT_FOUND; CONFLICT for one that came with the app. */
  async forget(name: string): Promise<void> {
    refuseShipped(name)
    if (!(await this.#storage.write('forgetQuery', { name }))) throw new AppError({ code: 'NOT_FOUND', what: 'query', name })
  }
}

function refuseShipped(name: string): void {
  if (shippedQueries.some((query) => query.name === name))
    throw new AppError({ code: 'CONFLICT', what: 'query', name, reason: 'state', detail: 'it came with the app and stays as it is' })
}
