import type { Availability, CredentialRef, Model, Provider } from '#contract/catalog'
import type { EpochMs } from '#contract/units'
import type { SecretStore } from '#engine/ports'
import type { Catalog } from './catalog.ts'
import { hasCredential } from './credential-state.ts'
import type { ModelRecord, ProviderRecord } from './records.ts'

/** What is not in the catalog and yet decides whether a model can be asked. */
export interface ViewFacts {
  readonly secrets: SecretStore
  readonly nowMs: EpochMs
  readonly stopped: (providerId: number) => Provider['stopped']
}

export function providerView(provider: ProviderRecord, facts: ViewFacts): Provider {
  return {
    key: provider.key,
    name: provider.name,
    kind: provider.kind,
    baseUrl: provider.baseUrl,
    credential: provider.credential as CredentialRef | null,
    isCredentialPresent: hasCredential(provider, facts.secrets),
    timeouts: provider.timeouts,
    maxParallel: provider.maxParallel,
    sendsAttemptId: provider.sendsAttemptId,
    allowInsecure: provider.allowInsecure,
    isEnabled: provider.isEnabled,
    stopped: facts.stopped(provider.id),
    revision: provider.revision,
  }
}

export function modelView(model: ModelRecord, catalog: Catalog, facts: ViewFacts): Model {
  const provider = catalog.provider(model.providerId)
  return {
    ref: model.ref,
    provider: provider.key,
    wireId: model.wireId,
    name: model.name,
    status: model.status,
    isDefault: model.isDefault,
    pool: catalog.pool(model.poolId).name,
    contextWindow: model.contextWindow,
    maxOutput: model.maxOutput,
    capabilities: model.capabilities,
    sunsetAtMs: model.sunsetAtMs,
    fallback: model.fallbackModelId === null ? null : (catalog.findModelById(model.fallbackModelId)?.ref ?? null),
    availability: availabilityOf(model, provider, facts),
    price: catalog.priceInForce(model.id, facts.nowMs)?.version ?? null,
    revision: model.revision,
  }
}

function availabilityOf(model: ModelRecord, provider: ProviderRecord, facts: ViewFacts): Availability {
  if (!provider.isEnabled) return 'provider_disabled'
  if (model.status === 'deprecated') return 'deprecated'
  if (!hasCredential(provider, facts.secrets)) return 'no_credential'
  return facts.stopped(provider.id) === null ? 'available' : 'stopped'
}
