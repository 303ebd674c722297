import type { ModelRef } from '#contract/ids'
import { AppError } from '#engine/failure'
import { type Catalog, compare } from './catalog.ts'
import type { ModelRecord } from './records.ts'

/** What the mapping needs to know of a model. */
export type MappedModel = Pick<ModelRecord, 'id' | 'ref' | 'status' | 'fallbackModelId'>

/** Every model there is, by id. */
export type MappedModels = ReadonlyMap<number, MappedModel>

export interface FallbackPair {
  readonly model: ModelRef
  /** A ref, or `#id` where no such model is there. */
  readonly fallback: string
}

/** A pair of the mapping that cannot be obeyed, and why. */
export interface FallbackProblem extends FallbackPair {
  readonly reason: string
}

/** Models of a circle that its reason names, at most. */
const mostNamed = 8
/** Models that FALLBACK_INVALID names, at most. */
const mostOffered = 200

/** The pairs `model -> fallback`, by ref. */
export function fallbackPairs(models: MappedModels): FallbackPair[] {
  return mapped(models).map((model) => pairOf(model, models))
}

/** The pairs that are not valid, by ref: the target is not there, deprecated or the model itself, or following the mapping leads back to the model. Empty: the mapping is valid. */
export function findFallbackProblems(models: MappedModels): FallbackProblem[] {
  const circles = circlesOf(models)
  return mapped(models).flatMap((model) => {
    const reason = reasonAgainst(model, models, circles)
    return reason === undefined ? [] : [{ ...pairOf(model, models), reason }]
  })
}

/** FALLBACK_INVALID, with the models there are. */
export function fallbackInvalid({ model, fallback, reason }: FallbackProblem, catalog: Catalog, isStored: boolean): AppError {
  const models = catalog.sortedRefs().filter((ref) => catalog.findModel(ref)?.status === 'active')
  return new AppError({ code: 'FALLBACK_INVALID', model, fallback, reason, isStored, models: models.slice(0, mostOffered) })
}

function reasonAgainst(model: MappedModel, models: MappedModels, circles: ReadonlyMap<number, readonly MappedModel[]>): string | undefined {
  const target = targetOf(model, models)
  if (target === undefined) return 'there is no such model'
  if (target.id === model.id) return 'a model is no fallback of itself'
  if (target.status === 'deprecated') return 'it is deprecated'
  const circle = circles.get(model.id)
  return circle === undefined ? undefined : `they go round in a circle: ${sayCircle(circle, model)}`
}

/** For each model that following the mapping leads back to: all of its circle, in order. Each model is followed once, so that a long chain costs no more than its length. */
function circlesOf(models: MappedModels): Map<number, readonly MappedModel[]> {
  const circles = new Map<number, readonly MappedModel[]>()
  const followed = new Set<number>()
  for (const start of models.values()) {
    const way: MappedModel[] = []
    const places = new Map<number, number>()
    let next: MappedModel | undefined = start
    while (next !== undefined && !followed.has(next.id)) {
      followed.add(next.id)
      places.set(next.id, way.length)
      way.push(next)
      next = targetOf(next, models)
    }
    const first = next === undefined ? undefined : places.get(next.id)
    if (first === undefined) continue
    const circle = way.slice(first)
    for (const model of circle) circles.set(model.id, circle)
  }
  return circles
}

/** `a -> b -> a`, from the model on; a long one is cut short. */
function sayCircle(circle: readonly MappedModel[], model: MappedModel): string {
  const at = circle.indexOf(model)
  const round = [...circle.slice(at), ...circle.slice(0, at)].map(({ ref }) => ref)
  const named = round.length > mostNamed ? [...round.slice(0, mostNamed), `… (${round.length} models)`] : round
  return [...named, model.ref].join(' -> ')
}

function mapped(models: MappedModels): MappedModel[] {
  return [...models.values()].filter((model) => model.fallbackModelId !== null).sort((left, right) => compare(left.ref, right.ref))
}

function pairOf(model: MappedModel, models: MappedModels): FallbackPair {
  return { model: model.ref, fallback: targetOf(model, models)?.ref ?? `#${model.fallbackModelId}` }
}

function targetOf({ fallbackModelId }: MappedModel, models: MappedModels): MappedModel | undefined {
  return fallbackModelId === null ? undefined : models.get(fallbackModelId)
}
