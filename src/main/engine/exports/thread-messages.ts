import type { Failure } from '#contract/errors'
import type { ExportDesk } from './export-desk.ts'

export type DeskName = 'beginRows' | 'beginCalls' | 'add' | 'more' | 'finish' | 'abandon' | 'abandonAll'
export type DeskInput<Name extends DeskName> = Parameters<ExportDesk[Name]>[0]
export type DeskOutput<Name extends DeskName> = Awaited<ReturnType<ExportDesk[Name]>>

export interface ToExportThread {
  readonly id: number
  readonly name: DeskName
  readonly input: never
}

/** `failure` null: a bug, whose text `message` is. */
export type FromExportThread =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: Failure | null; readonly message: string }
