import path from 'node:path'
import { ZodError } from 'zod'
import type { CredentialRef, SecretLookup, SecretStore } from '#engine/ports'
import { type Consent, readSecretFile, writeSecretFile } from './secret-file.ts'

export interface SecretStoreOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** A person's settings folder, never in a workspace; holds `secrets.json`. */
  readonly configFolder: string
  /** Hears every value that is read, before its reader does: the log cuts it out. */
  readonly onSecret: (value: string) => void
}

export interface OpenSecretStore extends SecretStore {
  /** Kept in memory until the process ends. Readable as `session:<name>`. */
  keepForSession(name: string, value: string): void
  /** Kept in `secrets.json` (0600) in the config folder, with the consent it was given under. Readable as `file:<name>`. */
  keepInFile(name: string, value: string, consent: Consent): void
}

/** Only such names are read from the environment: a workspace from somebody else cannot ask for any other variable. */
const envName = /^[A-Z][A-Z0-9_]*(_API_KEY|_TOKEN|_KEY)$/

/**
 * Keys for shells without a keychain. `os:` keys are the desktop app's, which alone can open them.
 * An empty value counts as missing. Errors: `read` rejects when `secrets.json` is there but is not one of ours; `has` is false then.
 */
export function createSecretStore({ env, configFolder, onSecret }: SecretStoreOptions): OpenSecretStore {
  const file = path.join(configFolder, 'secrets.json')
  const session = new Map<string, string>()
  const look = (ref: CredentialRef): SecretLookup => {
    const [source, name] = splitRef(ref)
    switch (source) {
      case 'env':
        return found(envName.test(name) ? env[name] : undefined)
      case 'session':
        return found(session.get(name))
      case 'file':
        return found(readSecretFile(file)?.secrets[name])
      case 'os':
        return { kind: 'unreadable', by: 'the desktop app' }
      default:
        return { kind: 'missing' }
    }
  }
  return {
    async read(ref) {
      const lookup = look(ref)
      if (lookup.kind === 'found') onSecret(lookup.value)
      return lookup
    },
    has(ref) {
      try {
        return look(ref).kind === 'found'
      } catch (error) {
        if (error instanceof SyntaxError || error instanceof ZodError) return false
        throw error
      }
    },
    keepForSession: (name, value) => void session.set(name, value),
    keepInFile(name, value, consent) {
      const kept = readSecretFile(file)
      writeSecretFile(file, { consent: kept?.consent ?? consent, secrets: { ...kept?.secrets, [name]: value } })
    },
  }
}

function found(value: string | undefined): SecretLookup {
  return value ? { kind: 'found', value } : { kind: 'missing' }
}

function splitRef(ref: CredentialRef): readonly [source: string, name: string] {
  const colon = ref.indexOf(':')
  return colon < 0 ? ['', ref] : [ref.slice(0, colon), ref.slice(colon + 1)]
}
