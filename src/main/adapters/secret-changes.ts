import path from 'node:path'
import type { KeepOutcome, SecretOrigin } from '#engine/ports'
import { folderFailureOf } from './folder-failure.ts'
import { type Consent, type KeptSecret, type SecretFile, type SecretFileContent, withoutSecret, withSecret } from './secret-file.ts'
import { done, missing } from './secret-place.ts'

/** Changes of a file of secrets, each as what became of it. */

const damaged = { kind: 'unavailable', why: 'damaged' } as const

export function findIn({ secrets }: SecretFileContent, name: string, origin: SecretOrigin): string | undefined {
  return secrets.find((secret) => secret.name === name && secret.origin === origin)?.value
}

export function keepIn(
  file: SecretFile,
  secret: KeptSecret,
  { consent, isNeeded }: { readonly consent: Consent | null; readonly isNeeded: boolean },
): KeepOutcome {
  const kept = file.read()
  if (kept === 'damaged') return damaged
  const agreed = kept.consent ?? consent
  if (isNeeded && agreed === null) return { kind: 'consent' }
  return change(file, { consent: agreed, secrets: withSecret(kept.secrets, secret) })
}

export function rebindIn(file: SecretFile, name: string, from: SecretOrigin, to: SecretOrigin): KeepOutcome {
  const kept = file.read()
  if (kept === 'damaged') return damaged
  const value = findIn(kept, name, from)
  if (value === undefined) return missing
  return change(file, { ...kept, secrets: withSecret(withoutSecret(kept.secrets, name, from), { name, origin: to, value }) })
}

export function forgetIn(file: SecretFile, name: string, origin: SecretOrigin): KeepOutcome {
  const kept = file.read()
  if (kept === 'damaged') return damaged
  return findIn(kept, name, origin) === undefined ? done : change(file, { ...kept, secrets: withoutSecret(kept.secrets, name, origin) })
}

function change(file: SecretFile, content: SecretFileContent): KeepOutcome {
  try {
    file.write(content)
    return done
  } catch (error) {
    const reason = folderFailureOf(error)
    if (reason === undefined) throw error
    return { kind: 'failed', folder: path.dirname(file.file), reason }
  }
}
