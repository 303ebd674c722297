import type { Failure } from '#contract/errors'
import type { Work } from './thread-work.ts'

export type WorkName = keyof Work
export type WorkInput<Name extends WorkName> = Parameters<Work[Name]>[0]
export type WorkOutput<Name extends WorkName> = Awaited<ReturnType<Work[Name]>>

export interface ToExportThread {
  readonly id: number
  readonly name: WorkName
  readonly input: never
}

/** `failure` null: a bug, whose text `message` is. */
export type FromExportThread =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: Failure | null; readonly message: string }
