import type { UnavailableModel } from '#contract/errors'
import type { KeyState } from '#contract/keys'
import type { SecretStore } from '#engine/ports'
import type { ProviderRecord } from './records.ts'

/** What the catalog alone says of a provider's key. `named`: it may be used, if it is there. */
export type CredentialRule = Exclude<KeyState, 'present' | 'missing' | 'unreadable'> | 'named'

export function credentialRule(provider: ProviderRecord): CredentialRule {
  if (provider.isInsecure) return 'insecure'
  if (provider.credential === null) return 'not_needed'
  if (provider.credentialOrigin !== provider.origin) return 'unbound'
  return provider.isCredentialConfirmed ? 'named' : 'unconfirmed'
}

/** Whether a call may leave, as far as its key goes: it needs none, or the key is there and meant for where the call would go, and not in clear. */
export function hasCredential(provider: ProviderRecord, secrets: Pick<SecretStore, 'has'>): boolean {
  const rule = credentialRule(provider)
  if (rule !== 'named') return rule === 'not_needed'
  return provider.credential !== null && secrets.has(provider.credential, provider.origin)
}

/** Why the key of a provider keeps its models from being asked; undefined: it does not. */
export function whyNoKey(provider: ProviderRecord, secrets: Pick<SecretStore, 'has'>): UnavailableModel['reason'] | undefined {
  if (hasCredential(provider, secrets)) return undefined
  const rule = credentialRule(provider)
  return rule === 'unbound' || rule === 'unconfirmed' || rule === 'insecure' ? `key_${rule}` : 'no_credential'
}
