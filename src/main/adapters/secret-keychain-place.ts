import path from 'node:path'
import type { SecretOrigin } from '#engine/ports'
import { isPlain, type Keychain } from './keychain.ts'
import { forgetIn, keepIn, rebindIn } from './secret-changes.ts'
import { type Consent, SecretFile } from './secret-file.ts'
import { missing, type SecretPlace } from './secret-place.ts'

/**
 * Secrets that the system's keychain encrypts; the ciphertext lies in `keychain.json`. Without a keychain (another shell) they are there but unreadable.
 * What was opened once is remembered, so that no call waits for the keychain; what is replaced is forgotten.
 */
export function keychainPlace(configFolder: string, keychain: Keychain | undefined): SecretPlace {
  const file = new SecretFile(path.join(configFolder, 'keychain.json'))
  const opened = new Map<string, string>()
  const unusable = async () => {
    if (keychain === undefined) return 'other_shell' as const
    if (!(await keychain.isAvailable())) return 'no_keychain' as const
    return file.read() === 'damaged' ? ('damaged' as const) : null
  }
  const decrypt = async (name: string, origin: SecretOrigin, encrypted: string) => {
    const known = opened.get(encrypted)
    if (known !== undefined || keychain === undefined) return known
    const { text, isStale } = await keychain.decrypt(Buffer.from(encrypted, 'base64'))
    if (!isStale) opened.set(encrypted, text)
    else if ((await encryptInto(name, origin, text)).kind !== 'done') opened.set(encrypted, text)
    return text
  }
  const encryptInto = async (name: string, origin: SecretOrigin, text: string, consent: Consent | null = null, isNeeded = false) => {
    if (keychain === undefined) return { kind: 'unavailable', why: 'other_shell' } as const
    const value = Buffer.from(await keychain.encrypt(text)).toString('base64')
    const before = file.find(name, origin)
    const outcome = keepIn(file, { name, origin, value }, { consent, isNeeded })
    if (outcome.kind !== 'done') return outcome
    if (before !== undefined) opened.delete(before)
    opened.set(value, text)
    return outcome
  }
  return {
    async describe() {
      const reason = await unusable()
      const kept = file.read()
      const backend = reason === null && keychain !== undefined ? keychain.backend() : null
      const needsConsent = backend !== null && isPlain(backend)
      return { place: 'os', isAvailable: reason === null, reason, needsConsent, consent: kept === 'damaged' ? null : kept.consent, backend }
    },
    async read(name, origin) {
      const encrypted = file.find(name, origin)
      if (encrypted === undefined) return missing
      const why = await unusable()
      if (why !== null) return { kind: 'unreadable', why }
      try {
        const value = await decrypt(name, origin, encrypted)
        return value === undefined ? missing : { kind: 'found', value }
      } catch {
        return { kind: 'unreadable', why: 'not_decryptable' }
      }
    },
    has: (name, origin) => keychain !== undefined && file.find(name, origin) !== undefined && file.read() !== 'damaged',
    async keep({ name, origin, value, consent }) {
      const why = await unusable()
      if (why !== null || keychain === undefined) return { kind: 'unavailable', why: why ?? 'other_shell' }
      try {
        return await encryptInto(name, origin, value, consent, isPlain(keychain.backend()))
      } catch {
        return { kind: 'unavailable', why: 'no_keychain' }
      }
    },
    rebind: async (name, from, to) => rebindIn(file, name, from, to),
    async forget(name, origin) {
      const encrypted = file.find(name, origin)
      if (encrypted !== undefined) opened.delete(encrypted)
      return forgetIn(file, name, origin)
    },
  }
}
