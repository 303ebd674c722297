import type { CallOutcome } from '#engine/ports'
import { tripsBreaker } from '#engine/resilience'

/** What a call says of a service. */
export type Evidence = 'success' | 'failure' | 'neutral'

/** What an outcome says of the provider and of the model that was asked. */
export interface CallEvidence {
  readonly provider: Evidence
  readonly model: Evidence
}

const answered: CallEvidence = { provider: 'success', model: 'success' }
const nothing: CallEvidence = { provider: 'neutral', model: 'neutral' }

/** A failure that no model explains is the provider's, every other that trips a breaker the model's. Whoever answers with a status can be reached. */
export function evidenceOf(outcome: CallOutcome): CallEvidence {
  if (outcome.kind === 'ANSWERED') return answered
  if (outcome.kind === 'CANCELLED') return nothing
  if (tripsBreaker(outcome.kind) && outcome.providerWide === true) return { provider: 'failure', model: 'neutral' }
  const provider = outcome.httpStatus === undefined ? 'neutral' : 'success'
  return { provider, model: tripsBreaker(outcome.kind) ? 'failure' : 'neutral' }
}
