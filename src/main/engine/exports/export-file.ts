import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { Failure } from '#contract/errors'
import { AppError } from '#engine/failure'

/** What a file is called until it is whole: no name that is ever served or shown. */
export function partNameOf(name: string): string {
  return `.${name}.part`
}

/** What is gathered before it is written: texts of a row each are put in without a copy of their own. */
const gatheredBytes = 256 * 1024

/**
 * A file of the exports' folder that is being written. Invariants:
 * 1. Under its own name it stands whole or not at all.
 * 2. What was abandoned leaves nothing.
 * Throws STORAGE_FULL when the folder takes no more.
 */
export class ExportFile {
  readonly #folder: string
  readonly #name: string
  readonly #hash = createHash('sha256')
  readonly #encoder = new TextEncoder()
  readonly #gathered = new Uint8Array(gatheredBytes)
  #filled = 0
  #descriptor: number | undefined
  #bytes = 0

  constructor(folder: string, name: string) {
    this.#folder = folder
    this.#name = name
    this.#descriptor = this.#tried(() => {
      mkdirSync(folder, { recursive: true })
      return openSync(this.#part, 'w', 0o600)
    })
  }

  get bytes(): number {
    return this.#bytes + this.#filled
  }

  write(data: Uint8Array | string): void {
    if (typeof data === 'string') this.#gather(data)
    else {
      this.#writeGathered()
      this.#write(data)
    }
  }

  /** Whole, but under no name of its own: it lies there until it is abandoned. */
  seal(): { readonly bytes: number; readonly sha256: string; readonly file: string } {
    this.#writeGathered()
    this.#tried(() => this.#close())
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex'), file: this.#part }
  }

  /** Puts it under its own name. */
  finish(): { readonly bytes: number; readonly sha256: string } {
    this.#writeGathered()
    this.#tried(() => {
      fsyncSync(this.#open())
      this.#close()
      renameSync(this.#part, path.join(this.#folder, this.#name))
    })
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }

  abandon(): void {
    this.#close()
    rmSync(this.#part, { force: true })
  }

  get #part(): string {
    return path.join(this.#folder, partNameOf(this.#name))
  }

  #gather(text: string): void {
    for (let at = 0; at < text.length; ) {
      const { read, written } = this.#encoder.encodeInto(at === 0 ? text : text.slice(at), this.#gathered.subarray(this.#filled))
      at += read
      this.#filled += written
      if (at < text.length) this.#writeGathered()
    }
  }

  #writeGathered(): void {
    const gathered = this.#gathered.subarray(0, this.#filled)
    this.#filled = 0
    this.#write(gathered)
  }

  #write(bytes: Uint8Array): void {
    this.#hash.update(bytes)
    this.#bytes += bytes.byteLength
    this.#tried(() => {
      for (let at = 0; at < bytes.byteLength; ) at += writeSync(this.#open(), bytes, at)
    })
  }

  #open(): number {
    if (this.#descriptor === undefined) throw new Error(`${this.#name} is not open`)
    return this.#descriptor
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  #tried<Value>(act: () => Value): Value {
    try {
      return act()
    } catch (error) {
      const reason = reasonOf(error)
      if (reason === undefined) throw error
      throw new AppError({ code: 'STORAGE_FULL', folder: this.#folder, reason }, { cause: error })
    }
  }
}

/** Why the system took no file; undefined: the error is not the system's. */
function reasonOf(error: unknown): Extract<Failure, { code: 'STORAGE_FULL' }>['reason'] | undefined {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string')) return undefined
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return 'full'
  return ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR'].includes(error.code) ? 'read_only' : 'io'
}
