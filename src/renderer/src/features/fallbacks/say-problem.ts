import { sayInvalidFallback } from '#renderer/parts'
import type { MapNode } from './mapping-layout.ts'

/** A pair that stands and cannot be obeyed, as the engine's own refusal is told. */
export function sayProblem({ ref, fallback, problem = '' }: Pick<MapNode, 'ref' | 'fallback' | 'problem'>): string {
  return sayInvalidFallback({
    ...{ code: 'FALLBACK_INVALID', model: ref, fallback: fallback ?? '', reason: problem, isStored: true, models: [] },
  })
}
