import type { Failure } from '#contract/errors'
import type { ImportDesk } from './import-desk.ts'

type DeskName = 'preview' | 'rows' | 'plan' | 'forget' | 'write'
export type DeskInput<Name extends DeskName> = Parameters<ImportDesk[Name]>[0]
export type DeskOutput<Name extends DeskName> = ReturnType<ImportDesk[Name]>
export type { DeskName }

export interface ToImportThread {
  readonly id: number
  readonly name: DeskName
  readonly input: never
}

/** `failure` null: a bug, whose text `message` is. */
export type FromImportThread =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: Failure | null; readonly message: string }
