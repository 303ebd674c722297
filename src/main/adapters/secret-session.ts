import { done, missing, type SecretPlace } from './secret-place.ts'

/** Secrets in this process's memory, until it ends. */
export function sessionPlace(): SecretPlace {
  const secrets = new Map<string, string>()
  const keyOf = (name: string, origin: string | null) => `${name} ${origin ?? ''}`
  return {
    describe: async () => ({ place: 'session', isAvailable: true, reason: null, needsConsent: false, consent: null, backend: null }),
    async read(name, origin) {
      const value = secrets.get(keyOf(name, origin))
      return value === undefined ? missing : { kind: 'found', value }
    },
    has: (name, origin) => secrets.has(keyOf(name, origin)),
    async keep({ name, origin, value }) {
      secrets.set(keyOf(name, origin), value)
      return done
    },
    async rebind(name, from, to) {
      const value = secrets.get(keyOf(name, from))
      if (value === undefined) return missing
      secrets.delete(keyOf(name, from))
      secrets.set(keyOf(name, to), value)
      return done
    },
    async forget(name, origin) {
      secrets.delete(keyOf(name, origin))
      return done
    },
  }
}
