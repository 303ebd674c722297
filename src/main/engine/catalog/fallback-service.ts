import type { Log } from '#engine/ports'
import type { Catalog } from './catalog.ts'
import { type FallbackPair, type FallbackProblem, fallbackInvalid, fallbackPairs, findFallbackProblems } from './fallback-mapping.ts'
import type { ModelRecord } from './records.ts'

/** The mapping model -> fallback as it stands. While it is not valid (an edited file, an old backup) nothing may run. */
export class FallbackService {
  readonly #catalog: Catalog
  readonly #log: Log

  constructor(catalog: Catalog, log: Log) {
    this.#catalog = catalog
    this.#log = log
  }

  /** FALLBACK_INVALID, with the pair and the models there are. */
  assertValid(): void {
    const [problem] = this.problems()
    if (problem !== undefined) throw fallbackInvalid(problem, this.#catalog, true)
  }

  /** The pairs that are not valid, by ref; empty while runs may start. */
  problems(): FallbackProblem[] {
    return findFallbackProblems(this.#models())
  }

  pairs(): FallbackPair[] {
    return fallbackPairs(this.#models())
  }

  /** Says at a start what the mapping is, or what is wrong with it. */
  tell(): void {
    const [problem] = this.problems()
    const pairs = this.pairs()
    const facts = {
      area: 'catalog',
      step: 'fallbacks',
      count: pairs.length,
      pairs: pairs.map(({ model, fallback }) => `${model} -> ${fallback}`),
    }
    if (problem === undefined) this.#log.info(facts, 'the fallback mapping is valid')
    else this.#log.error({ ...facts, ...problem }, 'the fallback mapping is not valid: nothing runs until it is mended')
  }

  #models(): Map<number, ModelRecord> {
    return new Map([...this.#catalog.models()].map((model) => [model.id, model]))
  }
}
