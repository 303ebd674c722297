import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ZodError, z } from 'zod'

/** That a person agreed to keep keys readable on this disk: who, and when. */
export const Consent = z.object({ by: z.string(), atMs: z.int() })
export type Consent = z.infer<typeof Consent>

const KeptSecret = z.object({ name: z.string(), origin: z.string().nullable(), value: z.string() })
export type KeptSecret = z.infer<typeof KeptSecret>

const Content = z.object({ consent: Consent.nullable(), secrets: z.array(KeptSecret) })
export type SecretFileContent = Readonly<z.infer<typeof Content>>

/** `damaged`: the file is there but is not one of ours, or may not be read. It is left as it is. */
export type SecretFileState = SecretFileContent | 'damaged'

const nothing: SecretFileContent = { consent: null, secrets: [] }

/**
 * Secrets in one JSON file, for its owner alone (0600). What is read again and again is parsed once: another process that changes the file puts a new
 * one in its place, which is noticed. With its last secret the file goes, and the consent with it.
 */
export class SecretFile {
  readonly file: string
  #read: { readonly stamp: string; readonly state: SecretFileState } | undefined

  constructor(file: string) {
    this.file = file
  }

  read(): SecretFileState {
    const stamp = stampOf(this.file)
    if (stamp === undefined) return nothing
    if (this.#read?.stamp !== stamp) this.#read = { stamp, state: parse(this.file) }
    return this.#read.state
  }

  find(name: string, origin: string | null): string | 'damaged' | undefined {
    const state = this.read()
    return state === 'damaged' ? state : state.secrets.find((secret) => secret.name === name && secret.origin === origin)?.value
  }

  /** Puts `content` in the file's place. Throws what the system throws. */
  write(content: SecretFileContent): void {
    this.#read = undefined
    if (content.secrets.length === 0) {
      rmSync(this.file, { force: true })
      return
    }
    mkdirSync(path.dirname(this.file), { recursive: true, mode: 0o700 })
    const fresh = `${this.file}.${process.pid}.new`
    try {
      writeFileSync(fresh, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600, flush: true })
      chmodSync(fresh, 0o600)
      renameSync(fresh, this.file)
    } catch (error) {
      rmSync(fresh, { force: true })
      throw error
    }
  }
}

/** The same list with `secret` in place of the one of its name and origin. */
export function withSecret(secrets: readonly KeptSecret[], secret: KeptSecret): KeptSecret[] {
  return [...withoutSecret(secrets, secret.name, secret.origin), secret]
}

export function withoutSecret(secrets: readonly KeptSecret[], name: string, origin: string | null): KeptSecret[] {
  return secrets.filter((secret) => secret.name !== name || secret.origin !== origin)
}

/** Changes whenever the file is replaced or written to; undefined: there is none. */
function stampOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats && `${stats.ino} ${stats.mtimeMs} ${stats.size}`
}

function parse(file: string): SecretFileState {
  try {
    return Content.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ZodError || (error instanceof Error && 'code' in error)) return 'damaged'
    throw error
  }
}
