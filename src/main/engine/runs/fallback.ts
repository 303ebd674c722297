import { hasCredential, type ModelRecord } from '#engine/catalog'
import type { Admission } from './admission.ts'
import type { Job, Owner } from './job.ts'

/** The model that may answer for this job now; undefined: nobody may. A job falls back once, whatever its fallback's own mapping says. `isAsked`: a person says so, whatever the run allows. */
export function fallbackFor(
  admission: Admission,
  job: Job,
  { isAsked = false }: { readonly isAsked?: boolean } = {},
): ModelRecord | undefined {
  const { catalog, secrets, services } = admission
  const { owner, model } = job.lane
  if (!(owner.allowsFallback || isAsked) || job.hasFallenBack || model.fallbackModelId === null) return undefined
  const target = catalog.findModelById(model.fallbackModelId)
  if (target === undefined || target.status !== 'active') return undefined
  const provider = catalog.provider(target.providerId)
  if (!provider.isEnabled || services.provider(provider.id).stopped !== null || !hasCredential(provider, secrets)) return undefined
  return isAffordable(admission, owner, target) ? target : undefined
}

/** Without a price it could not be held to any budget or ceiling. */
function isAffordable({ catalog, clock, settings, spend }: Admission, owner: Owner, target: ModelRecord): boolean {
  const nowMs = clock.nowMs()
  if (catalog.priceInForce(target.id, nowMs) !== undefined) return true
  if (settings().maxCostPerCallNanoUsd !== null) return false
  const isBounded = owner.budget !== null || spend.boundsOf([catalog.provider(target.providerId).key], nowMs).length > 0
  return owner.allowsUnpriced || !isBounded
}
