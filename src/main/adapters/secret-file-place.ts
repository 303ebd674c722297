import path from 'node:path'
import { findIn, forgetIn, keepIn, rebindIn } from './secret-changes.ts'
import { SecretFile } from './secret-file.ts'
import { missing, type SecretPlace } from './secret-place.ts'

/** Secrets that anybody who can read this account's files can read: kept only with consent, which the file records. */
export function filePlace(configFolder: string): SecretPlace {
  const file = new SecretFile(path.join(configFolder, 'secrets.json'))
  return {
    async describe() {
      const kept = file.read()
      const isAvailable = kept !== 'damaged'
      const consent = isAvailable ? kept.consent : null
      return { place: 'file', isAvailable, reason: isAvailable ? null : 'damaged', needsConsent: true, consent, backend: null }
    },
    async read(name, origin) {
      const kept = file.read()
      if (kept === 'damaged') return { kind: 'unreadable', why: 'damaged' }
      const value = kept.consent === null ? undefined : findIn(kept, name, origin)
      return value === undefined ? missing : { kind: 'found', value }
    },
    has(name, origin) {
      const kept = file.read()
      return kept !== 'damaged' && kept.consent !== null && findIn(kept, name, origin) !== undefined
    },
    keep: async ({ name, origin, value, consent }) => keepIn(file, { name, origin, value }, { consent, isNeeded: true }),
    rebind: async (name, from, to) => rebindIn(file, name, from, to),
    forget: async (name, origin) => forgetIn(file, name, origin),
  }
}
