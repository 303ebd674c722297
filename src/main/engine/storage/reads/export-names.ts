import type { Statements } from '../sqlite/statements.ts'

export interface NamedCall {
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

/** A run that is there no more has no name. */
interface NamedRun {
  readonly ulid: string | null
  readonly parametersOf: ReadonlyMap<number, string>
}

/** Runs, what they asked their models with, and prices, by the keys that calls have them by: each is read once, however many calls name it. */
export class ExportNames {
  readonly #statements: Statements
  readonly #runs = new Map<number, NamedRun>()
  readonly #prices = new Map<number, string | null>()

  constructor(statements: Statements) {
    this.#statements = statements
  }

  of({ run_id, request_model_id, price_version_id }: NamedCall): CallNaming {
    const run = run_id === null ? undefined : this.#run(run_id)
    return {
      run_ulid: run?.ulid ?? null,
      parameters: run?.parametersOf.get(request_model_id) ?? null,
      price_ulid: price_version_id === null ? null : this.#price(price_version_id),
    }
  }

  #run(id: number): NamedRun {
    const known = this.#runs.get(id)
    if (known !== undefined) return known
    // Of a model that stands in a run more than once, the first.
    const models = this.#statements.prepare('select model_id, parameters from run_model where run_id = ? order by position desc').all(id)
    const parametersOf = new Map((models as { model_id: number; parameters: string }[]).map((model) => [model.model_id, model.parameters]))
    const run = { ulid: this.#ulid('run', id), parametersOf }
    this.#runs.set(id, run)
    return run
  }

  #price(id: number): string | null {
    const known = this.#prices.get(id)
    if (known !== undefined) return known
    const ulid = this.#ulid('price_version', id)
    this.#prices.set(id, ulid)
    return ulid
  }

  #ulid(table: 'run' | 'price_version', id: number): string | null {
    const ulid = this.#statements.value(`select ulid from ${table} where id = ?`, id)
    return ulid === undefined ? null : String(ulid)
  }
}
