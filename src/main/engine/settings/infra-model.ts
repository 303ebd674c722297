import { type Model, sunsetNoticeMs } from '#contract/catalog'
import type { ModelRef } from '#contract/ids'
import type { InfraModel } from '#contract/settings'
import type { EpochMs } from '#contract/units'

export interface InfraFacts {
  readonly task: InfraModel['task']
  /** What the setting names; null: nothing. */
  readonly set: ModelRef | null
  /** The same, as the catalog has it; undefined: it is not there, or no longer. */
  readonly model: Model | undefined
  /** Each provider's default, in any order. */
  readonly defaults: readonly Model[]
  /** Keys of providers that only pretend: asked when nobody else can be. */
  readonly simulated: ReadonlySet<string>
  readonly nowMs: EpochMs
}

export const infraSetting = { scenario_expansion: 'scenarioExpansionModel', judge: 'judgeModel' } as const satisfies Record<
  InfraModel['task'],
  InfraModel['setting']
>

/**
 * The model the app itself asks for a task: the set one where it can be asked, else the default of its provider, else the first default by provider key
 * that can be, the simulated ones last; null where none can be. A model without a price, or near its end, is asked and warned of.
 */
export function resolveInfraModel(facts: InfraFacts): InfraModel {
  const { task, set, model } = facts
  const resolved = { task, setting: infraSetting[task], set, warning: set === null ? null : warningOf(facts) }
  if (set !== null && model !== undefined && canBeAsked(model)) return { ...resolved, model: model.ref, via: 'setting' }
  const candidates = facts.defaults.filter(canBeAsked).toSorted((left, right) => byTurn(facts, left, right))
  const own = set === null ? undefined : candidates.find(({ provider }) => provider === providerOf(set))
  if (own !== undefined) return { ...resolved, model: own.ref, via: 'provider_default' }
  const [first] = candidates
  return { ...resolved, model: first?.ref ?? null, via: first === undefined ? null : 'any_default' }
}

function warningOf({ model, nowMs }: InfraFacts): InfraModel['warning'] {
  if (model === undefined) return 'gone'
  if (model.availability !== 'available') return model.availability
  if (model.sunsetAtMs !== null && model.sunsetAtMs - nowMs <= sunsetNoticeMs) return 'sunset_soon'
  return model.price === null ? 'unpriced' : null
}

function canBeAsked({ availability }: Model): boolean {
  return availability === 'available'
}

function byTurn({ simulated }: InfraFacts, left: Model, right: Model): number {
  const pretends = Number(simulated.has(left.provider)) - Number(simulated.has(right.provider))
  return pretends !== 0 ? pretends : left.provider < right.provider ? -1 : 1
}

/** The part of a ref before its first slash. */
function providerOf(ref: ModelRef): string {
  return ref.slice(0, ref.indexOf('/'))
}
