import type { Failure } from '#contract/errors'
import type { readSuite } from '#engine/suites'
import type { ImportDesk } from './import-desk.ts'

/** What the thread does: all of it long, and none of it waiting. */
type Work = Pick<ImportDesk, 'preview' | 'rows' | 'plan' | 'forget' | 'write'> & { readonly suite: typeof readSuite }

type DeskName = keyof Work
export type DeskInput<Name extends DeskName> = Parameters<Work[Name]>[0]
export type DeskOutput<Name extends DeskName> = Awaited<ReturnType<Work[Name]>>
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
