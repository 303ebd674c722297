import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** That a person agreed to keep keys readable on this disk: who, and when. Without it the file is neither read nor written. */
export const Consent = z.object({ by: z.string(), atMs: z.int() })
export type Consent = z.infer<typeof Consent>

const SecretFileContent = z.object({ consent: Consent, secrets: z.record(z.string(), z.string()) })
type SecretFileContent = z.infer<typeof SecretFileContent>

/** Undefined: there is no file. Errors: throws when the file is there but is not one of ours. */
export function readSecretFile(file: string): SecretFileContent | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  return SecretFileContent.parse(JSON.parse(text))
}

/** Writes the whole file anew, readable by its owner alone. */
export function writeSecretFile(file: string, content: SecretFileContent): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const fresh = `${file}.new`
  writeFileSync(fresh, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 })
  chmodSync(fresh, 0o600)
  renameSync(fresh, file)
}
