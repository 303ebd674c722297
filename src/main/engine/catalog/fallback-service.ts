import type { InferContractRouterInputs } from '@orpc/contract'
import type { Contract } from '#contract'
import type { ModelRef } from '#contract/ids'
import { AppError } from '#engine/failure'
import type { Log } from '#engine/ports'
import type { Audit, ModelPatch, SetModel } from '#engine/storage'
import type { CatalogPorts } from './catalog-service.ts'
import { type FallbackPair, type FallbackProblem, fallbackPairs, findFallbackProblems } from './fallback-mapping.ts'
import type { ModelRecord } from './records.ts'

type Inputs = InferContractRouterInputs<Contract>

/** Models that FALLBACK_INVALID names, at most. */
const mostNamed = 200

/**
 * The mapping model -> fallback, and the edits that touch it. Invariants:
 * 1. While it is not valid (an edited file, an old backup) nothing may run.
 * 2. An edit that would bring a pair that is not valid is refused, with the pair; one that only leaves such a pair, or mends it, is not.
 * 3. Edits are checked and written one after another: two that are valid alone and not together do not both stand.
 */
export class FallbackService {
  readonly #ports: CatalogPorts & { readonly log: Log }
  #turn: Promise<unknown> = Promise.resolve()

  constructor(ports: CatalogPorts & { readonly log: Log }) {
    this.#ports = ports
  }

  /** FALLBACK_INVALID, with the pair and the models there are. */
  assertValid(): void {
    const [problem] = this.problems()
    if (problem !== undefined) throw this.#invalid(problem, true)
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
    if (problem === undefined) this.#ports.log.info(facts, 'the fallback mapping is valid')
    else this.#ports.log.error({ ...facts, ...problem }, 'the fallback mapping is not valid: nothing runs until it is mended')
  }

  async set({ ref, fallback, revision }: Inputs['models']['setFallback'], audit: Audit): Promise<void> {
    const { catalog } = this.#ports
    await this.#edit(
      () => [
        {
          model: catalog.getModel(ref),
          action: 'fallback',
          patch: { fallback_model_id: catalog.getModel(fallback).id },
          ifRevision: revision,
        },
      ],
      audit,
    )
  }

  async clear({ ref, revision }: Inputs['models']['clearFallback'], audit: Audit): Promise<void> {
    const { catalog } = this.#ports
    await this.#edit(
      () => [{ model: catalog.getModel(ref), action: 'fallback', patch: { fallback_model_id: null }, ifRevision: revision }],
      audit,
    )
  }

  /** With the mappings that name it changed in the same step; FALLBACK_INVALID while one still does. A deprecated default leaves its provider without one. */
  async deprecate({ ref, fallbacks }: Inputs['models']['deprecate'], audit: Audit): Promise<void> {
    const { catalog } = this.#ports
    await this.#edit(
      () => [
        { model: catalog.getModel(ref), action: 'deprecate', patch: { status: 'deprecated', is_default: 0 } },
        ...(fallbacks ?? []).map(({ ref: other, fallback }) => ({
          model: catalog.getModel(other),
          action: 'fallback',
          patch: { fallback_model_id: fallback === null ? null : catalog.getModel(fallback).id },
        })),
      ],
      audit,
    )
  }

  async #edit(editsOf: () => readonly Edit[], audit: Audit): Promise<void> {
    const edit = async () => {
      const edits = editsOf()
      const problem = this.#newProblem(edits)
      if (problem !== undefined) throw this.#invalid(problem, false)
      await this.#write(edits, audit)
    }
    const turn = this.#turn.then(edit)
    this.#turn = turn.catch(() => undefined)
    await turn
  }

  /** A pair that would not be valid after these edits, and is one of theirs or is valid before. */
  #newProblem(edits: readonly Edit[]): FallbackProblem | undefined {
    const after = this.#models()
    for (const { model, patch } of edits) {
      const before = after.get(model.id) ?? model
      const { status = before.status, fallback_model_id = before.fallbackModelId } = patch
      after.set(model.id, { ...before, status: status === 'deprecated' ? status : before.status, fallbackModelId: fallback_model_id })
    }
    const set = new Set(edits.flatMap(({ model, patch }) => (patch.fallback_model_id === undefined ? [] : [model.ref])))
    const known = new Set(this.problems().map(({ model }) => model))
    return findFallbackProblems(after).find(({ model }) => set.has(model) || !known.has(model))
  }

  async #write(edits: readonly Edit[], audit: Audit): Promise<void> {
    const { storage, catalog, ulid, clock } = this.#ports
    const changes = edits.map(
      ({ model, action, patch, ifRevision }, index): SetModel => ({
        ...{ id: model.id, ref: model.ref, action, patch, ifRevision },
        audit: index === 0 ? audit : { ...audit, ulid: ulid(clock.nowMs()) },
      }),
    )
    catalog.apply(await storage.write('setModels', { changes }))
  }

  #models(): Map<number, ModelRecord> {
    return new Map([...this.#ports.catalog.models()].map((model) => [model.id, model]))
  }

  #invalid({ model, fallback, reason }: FallbackProblem, isStored: boolean): AppError {
    const { catalog } = this.#ports
    const models = catalog.sortedRefs().filter((ref: ModelRef) => catalog.findModel(ref)?.status === 'active')
    return new AppError({ code: 'FALLBACK_INVALID', model, fallback, reason, isStored, models: models.slice(0, mostNamed) })
  }
}

interface Edit {
  readonly model: ModelRecord
  readonly action: string
  readonly patch: ModelPatch & { is_default?: number }
  readonly ifRevision?: number | undefined
}
