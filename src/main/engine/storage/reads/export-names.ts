import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'

interface NamedCall {
  readonly run_id: number | null
  readonly request_model_id: number
  readonly price_version_id: number | null
}

/** What is named beside a call. `parameters`: what its model was asked with, JSON. */
export interface CallNaming {
  readonly run_ulid: string | null
  readonly parameters: string | null
  readonly price_ulid: string | null
}

/** Runs, what they asked their models with, and prices, by the keys that calls have them by: each is read once, however many calls name it. */
export class ExportNames {
  readonly #runs = new Map<number, string>()
  readonly #parameters = new Map<string, string>()
  readonly #prices = new Map<number, string>()

  async learn(db: Kysely<Database>, calls: readonly NamedCall[]): Promise<void> {
    const runs = unknownOf(calls, 'run_id', this.#runs)
    if (runs.length > 0) {
      for (const { id, ulid } of await db.selectFrom('run').select(['id', 'ulid']).where('id', 'in', runs).execute())
        this.#runs.set(id, ulid)
      const models = db.selectFrom('run_model').select(['run_id', 'model_id', 'parameters']).where('run_id', 'in', runs)
      // Of a model that stands in a run more than once, the first.
      for (const { run_id, model_id, parameters } of await models.orderBy('position', 'desc').execute())
        this.#parameters.set(`${run_id} ${model_id}`, parameters)
    }
    const prices = unknownOf(calls, 'price_version_id', this.#prices)
    if (prices.length === 0) return
    for (const { id, ulid } of await db.selectFrom('price_version').select(['id', 'ulid']).where('id', 'in', prices).execute())
      this.#prices.set(id, ulid)
  }

  of({ run_id, request_model_id, price_version_id }: NamedCall): CallNaming {
    return {
      run_ulid: run_id === null ? null : (this.#runs.get(run_id) ?? null),
      parameters: run_id === null ? null : (this.#parameters.get(`${run_id} ${request_model_id}`) ?? null),
      price_ulid: price_version_id === null ? null : (this.#prices.get(price_version_id) ?? null),
    }
  }
}

function unknownOf<Name extends 'run_id' | 'price_version_id'>(
  calls: readonly NamedCall[],
  name: Name,
  known: ReadonlyMap<number, unknown>,
): number[] {
  const keys = new Set(calls.flatMap((call) => call[name] ?? []))
  return [...keys].filter((key) => !known.has(key))
}
