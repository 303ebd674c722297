import type { CredentialRef, SecretKeeping, SecretLookup, SecretStore } from '#engine/ports'
import type { Keychain } from './keychain.ts'
import { filePlace } from './secret-file-place.ts'
import { keychainPlace } from './secret-keychain-place.ts'
import { missing, type PlaceFacts, type SecretPlace } from './secret-place.ts'
import { sessionPlace } from './secret-session.ts'

export interface SecretStoreOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** A person's settings folder, never in a workspace; holds `secrets.json` and `keychain.json`. */
  readonly configFolder: string
  /** Hears every value that is read or kept, before anybody else does: the log cuts it out. */
  readonly onSecret: (value: string) => void
  /** Absent: this shell has none, and `os:` keys are the desktop app's to open. */
  readonly keychain?: Keychain
}

export interface OpenSecretStore extends SecretStore {
  readonly keeping: SecretKeeping
}

/** Only such names are read from the environment: a workspace from somebody else cannot ask for any other variable. */
const envName = /^[A-Z][A-Z0-9_]*(_API_KEY|_TOKEN|_KEY)$/

const environment: PlaceFacts = { place: 'env', isAvailable: true, reason: null, needsConsent: false, consent: null, backend: null }

/**
 * A person's keys, wherever they are kept. One that is kept here is found under the origin it was given for and under no other, so a workspace that names
 * it with another address finds nothing. An empty value counts as missing.
 */
export function createSecretStore({ env, configFolder, onSecret, keychain }: SecretStoreOptions): OpenSecretStore {
  const session = sessionPlace()
  const file = filePlace(configFolder)
  const os = keychainPlace(configFolder, keychain)
  const places = new Map<string, SecretPlace>(Object.entries({ session, file, os }))
  const fromEnv = (name: string) => (envName.test(name) ? env[name] || undefined : undefined)
  return {
    async read(ref, origin) {
      const [place, name] = splitRef(ref)
      const value = place === 'env' ? fromEnv(name) : undefined
      const lookup: SecretLookup =
        value === undefined ? ((await places.get(place)?.read(name, origin)) ?? missing) : { kind: 'found', value }
      if (lookup.kind === 'found') onSecret(lookup.value)
      return lookup
    },
    has(ref, origin) {
      const [place, name] = splitRef(ref)
      return place === 'env' ? fromEnv(name) !== undefined : (places.get(place)?.has(name, origin) ?? false)
    },
    keeping: {
      places: async () => [environment, ...(await Promise.all([os, file, session].map((place) => place.describe())))],
      async keep({ place, ...secret }) {
        onSecret(secret.value)
        return (await places.get(place)?.keep(secret)) ?? missing
      },
      async rebind(ref, from, to) {
        const [place, name] = splitRef(ref)
        return (await places.get(place)?.rebind(name, from, to)) ?? missing
      },
      async forget(ref, origin) {
        const [place, name] = splitRef(ref)
        return (await places.get(place)?.forget(name, origin)) ?? missing
      },
    },
  }
}

function splitRef(ref: CredentialRef): readonly [place: string, name: string] {
  const colon = ref.indexOf(':')
  return colon < 0 ? ['', ref] : [ref.slice(0, colon), ref.slice(colon + 1)]
}
