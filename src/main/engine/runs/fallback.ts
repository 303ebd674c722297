import { hasCredential, type ModelRecord } from '#engine/catalog'
import type { Admission } from './admission.ts'
import type { Job } from './job.ts'

/** The model that may answer for this job now; undefined: nobody may. A job falls back once, whatever its fallback's own mapping says. `isAsked`: a person says so, whatever the run allows. */
export function fallbackFor(
  { catalog, secrets, clock, services }: Admission,
  job: Job,
  { isAsked = false }: { readonly isAsked?: boolean } = {},
): ModelRecord | undefined {
  const { owner, model } = job.lane
  if (!(owner.allowsFallback || isAsked) || job.hasFallenBack || model.fallbackModelId === null) return undefined
  const target = catalog.findModelById(model.fallbackModelId)
  if (target === undefined || target.status !== 'active') return undefined
  const provider = catalog.provider(target.providerId)
  if (!provider.isEnabled || services.provider(provider.id).stopped !== null || !hasCredential(provider, secrets)) return undefined
  const isAffordable = owner.budget === null || owner.allowsUnpriced || catalog.priceInForce(target.id, clock.nowMs()) !== undefined
  return isAffordable ? target : undefined
}
