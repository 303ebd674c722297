import type { ModelRef } from '#contract/ids'
import type { ModelRecord } from './records.ts'

/** A pair of the mapping that cannot be obeyed. `cycle` names the way round. */
export interface FallbackProblem {
  readonly model: ModelRef
  /** A ref, or `#id` where no such model is there. */
  readonly fallback: string
  readonly reason: string
}

/** Of the pairs `model -> fallback`, by ref. */
export function fallbackPairs(models: ReadonlyMap<number, ModelRecord>): { readonly model: ModelRef; readonly fallback: string }[] {
  return [...models.values()]
    .flatMap((model) => {
      if (model.fallbackModelId === null) return []
      return [{ model: model.ref, fallback: models.get(model.fallbackModelId)?.ref ?? `#${model.fallbackModelId}` }]
    })
    .sort((left, right) => (left.model < right.model ? -1 : 1))
}

/** The first pair, by ref, that is not valid: its target is not there, deprecated or the model itself, or following the mapping leads back. undefined: all are. */
export function findFallbackProblem(models: ReadonlyMap<number, ModelRecord>): FallbackProblem | undefined {
  const mapped = [...models.values()].filter((model) => model.fallbackModelId !== null)
  for (const model of mapped.sort((left, right) => (left.ref < right.ref ? -1 : 1))) {
    const problem = problemOf(model, models)
    if (problem !== undefined) return problem
  }
  return undefined
}

function problemOf(model: ModelRecord, models: ReadonlyMap<number, ModelRecord>): FallbackProblem | undefined {
  const target = model.fallbackModelId === null ? undefined : models.get(model.fallbackModelId)
  const problem = (reason: string) => ({ model: model.ref, fallback: target?.ref ?? `#${model.fallbackModelId}`, reason })
  if (target === undefined) return problem('there is no such model')
  if (target.id === model.id) return problem('a model is no fallback of itself')
  if (target.status === 'deprecated') return problem('it is deprecated')
  const way: ModelRecord[] = [model]
  for (
    let next: ModelRecord | undefined = target;
    next !== undefined;
    next = next.fallbackModelId === null ? undefined : models.get(next.fallbackModelId)
  ) {
    if (next.id === model.id) return problem(`they go round in a circle: ${[...way, next].map((each) => each.ref).join(' -> ')}`)
    if (way.includes(next)) return undefined
    way.push(next)
  }
  return undefined
}
