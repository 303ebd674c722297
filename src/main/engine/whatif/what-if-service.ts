import type { Batch } from '#contract/batch'
import type { RunId } from '#contract/ids'
import type { Profile } from '#contract/simulator-profile'
import type { Forecast, WhatIf, WhatIfChange } from '#contract/what-if'
import { Draws } from '#engine/batches'
import { Catalog } from '#engine/catalog'
import { AppError } from '#engine/failure'
import type { Clock, SecretStore } from '#engine/ports'
import type { QuoteService } from '#engine/runs'
import type { Settings } from '#engine/settings'
import type { PastAttempt, Storage } from '#engine/storage'
import { assumptionsOf } from './assumptions.ts'
import { applyChanges, type Setup } from './changes.ts'
import { type Plan, planOfBatch, planOfRun } from './plan.ts'
import { type ModelSource, ProviderModels } from './provider-models.ts'
import { simulate } from './simulate.ts'

export interface WhatIfPorts {
  readonly storage: Pick<Storage, 'read'>
  readonly settings: Settings
  readonly secrets: SecretStore
  readonly clock: Clock
  readonly quotes: QuoteService
}

export interface Question {
  readonly batch?: Batch | undefined
  readonly run?: RunId | undefined
  readonly set: readonly WhatIfChange[]
  readonly profile?: Profile | undefined
  readonly seed: number
}

/** The newest attempts of a model that it is imagined by. */
const mostAttempts = 5000

/** How long the thread is kept at most before others may go. */
const turnMs = 5

/** A run of fewer probes owes its length to chance: it is imagined so often, and the one of middle length is told. */
const fewProbes = 20_000
const timesIfFew = 5
const seedStep = 0x9e3779b9
/** What calls are drawn from and what pauses are: no two streams of chance are the same. */
const callsSeed = 0x5bd1e995

/** What a run would come to if something were set otherwise. Sends nothing, writes nothing. */
export class WhatIfService {
  readonly #ports: WhatIfPorts

  constructor(ports: WhatIfPorts) {
    this.#ports = ports
  }

  /** INVALID_INPUT: a path that cannot be set, or models of which nothing is known. MODEL_UNAVAILABLE, NOT_FOUND. */
  async compare(question: Question, signal: AbortSignal): Promise<WhatIf> {
    const { storage, settings, quotes } = this.#ports
    const snapshot = await storage.read('catalogSnapshot', undefined)
    const catalog = new Catalog()
    catalog.load(snapshot)
    const plan = question.batch === undefined ? await planOfRun(storage, question.run) : await planOfBatch(quotes, question.batch)
    const poolIds = new Set(plan.lanes.map(({ modelId }) => catalog.model(modelId).poolId))
    const today: Setup = { snapshot, settings: settings.values, batch: plan.batch, poolIds }
    const { setup, set } = applyChanges(today, question.set)
    const fallsBack = today.batch.allowFallback || setup.batch.allowFallback
    const sources = await this.#sources(plan, catalog, question.profile, fallsBack)
    const models = new ProviderModels(sources, question.profile)
    return {
      name: plan.name,
      today: await this.#simulate(today, plan, models, question.seed, signal),
      changed: set.length === 0 ? null : await this.#simulate(setup, plan, models, question.seed, signal),
      set,
      basis: sources.map(({ basis }) => basis),
      assumptions: assumptionsOf(plan, models, question.profile),
      seed: question.seed,
    }
  }

  async #simulate(setup: Setup, plan: Plan, models: ProviderModels, seed: number, signal: AbortSignal): Promise<Forecast> {
    const { storage, secrets, clock } = this.#ports
    const catalog = new Catalog()
    catalog.load(setup.snapshot)
    const world = { catalog, settings: setup.settings, snapshot: setup.snapshot, storage, secrets }
    const { samples, ...batch } = setup.batch
    let turnEndsMs = clock.monotonicMs() + turnMs
    const pause = () => {
      signal.throwIfAborted()
      if (clock.monotonicMs() < turnEndsMs) return undefined
      return clock.sleep(0, signal).then(() => {
        turnEndsMs = clock.monotonicMs() + turnMs
      })
    }
    let firstProbeId = 1
    const lanes = plan.lanes.map((lane) => {
      const first = firstProbeId
      firstProbeId += lane.prompts.bytes.length * samples
      return { ...lane, samples, turns: plan.turns, firstProbeId: first }
    })
    const imagined = {
      ...plan,
      maxParallel: batch.maxParallel,
      maxWaitMs: batch.maxWaitMs,
      allowsFallback: batch.allowFallback,
      meanOutputTokens: models.meanOutputTokens,
      lanes,
    }
    const probes = firstProbeId - 1
    const forecasts: Forecast[] = []
    for (let time = 0; time < (probes <= fewProbes ? timesIfFew : 1); time++) {
      const drawn = seed + time * seedStep
      forecasts.push(
        await simulate({ ...world, startsAtMs: clock.nowMs() }, imagined, models.open(new Draws(drawn ^ callsSeed)), drawn, pause),
      )
    }
    const [middle] = forecasts.sort((left, right) => left.durationMs - right.durationMs).slice(Math.floor(forecasts.length / 2))
    if (middle === undefined) throw new Error('nothing was imagined')
    return middle
  }

  /** What each model is imagined by, and with `fallsBack` those that may answer in their place. */
  async #sources(plan: Plan, catalog: Catalog, profile: Profile | undefined, fallsBack: boolean): Promise<ModelSource[]> {
    const asked = plan.lanes.map(({ modelId }) => catalog.model(modelId))
    const fallbacks = asked.flatMap(({ fallbackModelId }) =>
      fallbackModelId === null || !fallsBack ? [] : (catalog.findModelById(fallbackModelId) ?? []),
    )
    const wanted = [...new Map([...asked, ...fallbacks].map((model) => [model.id, model])).values()]
    const sources: ModelSource[] = []
    const unknown: string[] = []
    for (const model of wanted) {
      const past: PastAttempt[] =
        profile === undefined ? await this.#ports.storage.read('pastAttempts', { modelId: model.id, limit: mostAttempts }) : []
      const source = ProviderModels.sourceOf(model, catalog.provider(model.providerId).timeouts, past, profile)
      if (source !== undefined) sources.push(source)
      else unknown.push(model.ref)
    }
    if (unknown.length > 0) throw untold(unknown)
    return sources
  }
}

function untold(models: readonly string[]): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    issues: models.map((ref) => ({
      path: ref,
      message: 'it has never answered here, so nobody knows how long it takes: run a few probes with it first, or give a profile',
    })),
  })
}
