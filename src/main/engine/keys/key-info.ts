import type { KeyInfo, KeyPlace } from '#contract/keys'
import { credentialRule, type ProviderRecord } from '#engine/catalog'
import type { SecretLookup, SecretStore } from '#engine/ports'

/** A shorter key would be told in good part by its end. */
const shortestTold = 12

/** What may be told of a provider's key. The key is read where it may be used, so the log knows it from then on; an unused one is left alone. */
export async function keyInfo(provider: ProviderRecord, secrets: SecretStore): Promise<KeyInfo> {
  const rule = credentialRule(provider)
  const place = placeOf(provider.credential)
  const lookup = provider.credential === null ? undefined : await secrets.read(provider.credential, provider.credentialOrigin)
  return {
    provider: provider.key,
    state: rule === 'named' ? stateOf(lookup) : rule,
    place,
    env: place === 'env' ? nameOf(provider.credential) : null,
    lastFour: lookup?.kind === 'found' && lookup.value.length >= shortestTold ? lookup.value.slice(-4) : null,
    unreadable: lookup?.kind === 'unreadable' ? lookup.why : null,
    origin: provider.origin,
    boundTo: provider.credential === null ? null : provider.credentialOrigin,
  }
}

/** What stands before the colon of a reference; null: no reference. */
export function placeOf(ref: string | null): KeyPlace | null {
  const place = ref?.slice(0, ref.indexOf(':'))
  return place === 'env' || place === 'session' || place === 'file' || place === 'os' ? place : null
}

function nameOf(ref: string | null): string | null {
  return ref === null ? null : ref.slice(ref.indexOf(':') + 1)
}

function stateOf(lookup: SecretLookup | undefined): KeyInfo['state'] {
  if (lookup === undefined) return 'not_needed'
  return lookup.kind === 'found' ? 'present' : lookup.kind
}
