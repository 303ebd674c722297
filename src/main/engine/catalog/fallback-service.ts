import type { InferContractRouterInputs } from '@orpc/contract'
import type { Contract } from '#contract'
import type { ModelRef } from '#contract/ids'
import { AppError } from '#engine/failure'
import type { Log } from '#engine/ports'
import type { Audit, ModelPatch, SetModel } from '#engine/storage'
import type { CatalogPorts } from './catalog-service.ts'
import { type FallbackProblem, fallbackPairs, findFallbackProblem } from './fallback-mapping.ts'
import type { ModelRecord } from './records.ts'

type Inputs = InferContractRouterInputs<Contract>

/** Models that FALLBACK_INVALID names, at most. */
const mostNamed = 200

/**
 * The mapping model -> fallback, and the edits that touch it: each is refused, with the pair, when the whole mapping would not be valid after it.
 * While it is not valid (an edited file, an old backup) nothing may run.
 */
export class FallbackService {
  readonly #ports: CatalogPorts & { readonly log: Log }

  constructor(ports: CatalogPorts & { readonly log: Log }) {
    this.#ports = ports
  }

  /** FALLBACK_INVALID, with the pair and the models there are. */
  assertValid(): void {
    const problem = findFallbackProblem(this.#models())
    if (problem !== undefined) throw this.#invalid(problem)
  }

  /** Says at a start what the mapping is, or what is wrong with it. */
  tell(): void {
    const models = this.#models()
    const problem = findFallbackProblem(models)
    const pairs = fallbackPairs(models)
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
    const target = catalog.getModel(fallback)
    await this.#edit(
      [{ model: catalog.getModel(ref), action: 'fallback', patch: { fallback_model_id: target.id }, ifRevision: revision }],
      audit,
    )
  }

  /** Never refused: each pair that goes leaves less that can be wrong. */
  async clear({ ref, revision }: Inputs['models']['clearFallback'], audit: Audit): Promise<void> {
    const model = this.#ports.catalog.getModel(ref)
    await this.#write([{ model, action: 'fallback', patch: { fallback_model_id: null }, ifRevision: revision }], audit)
  }

  /** With the mappings that name it changed in the same step; FALLBACK_INVALID while one still does. A deprecated default leaves its provider without one. */
  async deprecate({ ref, fallbacks }: Inputs['models']['deprecate'], audit: Audit): Promise<void> {
    const { catalog } = this.#ports
    const others = (fallbacks ?? []).map(({ ref: other, fallback }) => ({
      model: catalog.getModel(other),
      action: 'fallback',
      patch: { fallback_model_id: fallback === null ? null : catalog.getModel(fallback).id },
    }))
    await this.#edit(
      [{ model: catalog.getModel(ref), action: 'deprecate', patch: { status: 'deprecated', is_default: 0 } }, ...others],
      audit,
    )
  }

  async #edit(edits: readonly Edit[], audit: Audit): Promise<void> {
    const after = new Map(this.#models())
    for (const { model, patch } of edits) {
      const { status, fallback_model_id } = patch
      const before = after.get(model.id) ?? model
      after.set(model.id, {
        ...before,
        status: status === 'deprecated' ? 'deprecated' : before.status,
        fallbackModelId: fallback_model_id === undefined ? before.fallbackModelId : fallback_model_id,
      })
    }
    const problem = findFallbackProblem(after)
    if (problem !== undefined) throw this.#invalid(problem)
    await this.#write(edits, audit)
  }

  async #write(edits: readonly Edit[], audit: Audit): Promise<void> {
    const { storage, catalog, ulid } = this.#ports
    const changes = edits.map(
      ({ model, action, patch, ifRevision }, index): SetModel => ({
        ...{ id: model.id, ref: model.ref, action, patch, ifRevision },
        audit: index === 0 ? audit : { ...audit, ulid: ulid(this.#ports.clock.nowMs()) },
      }),
    )
    catalog.apply(await storage.write('setModels', { changes }))
  }

  #models(): Map<number, ModelRecord> {
    return new Map([...this.#ports.catalog.models()].map((model) => [model.id, model]))
  }

  #invalid({ model, fallback, reason }: FallbackProblem): AppError {
    const { catalog } = this.#ports
    const models = catalog.sortedRefs().filter((ref: ModelRef) => catalog.findModel(ref)?.status === 'active')
    return new AppError({ code: 'FALLBACK_INVALID', model, fallback, reason, models: models.slice(0, mostNamed) })
  }
}

interface Edit {
  readonly model: ModelRecord
  readonly action: string
  readonly patch: ModelPatch & { is_default?: number }
  readonly ifRevision?: number | undefined
}
