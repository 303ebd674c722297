import type { z } from 'zod'
import type { Batch, Message, Parameters, Variables } from '#contract/batch'
import type { Imported, SuiteFormat, TargetCheck } from '#contract/batches'
import type { Check, PassWhen } from '#contract/check'

/** A file as it was given: `text`, or of a binary one `base64`. */
export interface SuiteRequest {
  readonly file: string
  readonly text?: string | undefined
  readonly base64?: string | undefined
  readonly format: SuiteFormat | 'auto'
  readonly partial: boolean
  /** Texts of files it names, by the path it has for them. */
  readonly beside?: readonly { readonly file: string; readonly text: string }[] | undefined
  readonly fields: Fields
  readonly targetCheck?: TargetCheck | undefined
  readonly name?: string | undefined
}

/** Columns by what they hold, where a person named them. */
export interface Fields {
  readonly input?: string | undefined
  readonly target?: string | undefined
  readonly id?: string | undefined
}

/** A check as it is written: without what holds anyway. */
export type CheckInput = z.input<typeof Check>

/** One prompt: a row, with messages and checks of its own where it has some. `line`: where it begins in its file, from 1. */
export interface SuiteRow {
  readonly line: number | null
  readonly variables: Variables
  readonly messages?: readonly Message[] | undefined
  readonly checks?: readonly CheckInput[] | undefined
  readonly passWhen?: PassWhen | undefined
}

/** A model as a file names it. `refs`: what it may be called here, the likeliest first. */
export interface NamedModel {
  readonly name: string
  readonly refs: readonly string[]
  readonly parameters: Parameters
}

/** What is sent, with `{{columns}}` in it. */
export type Template = { readonly prompt: string } | { readonly messages: readonly Message[] }

/** What a reader makes of a file; `template` absent: every row has messages of its own. */
export interface Suite {
  readonly name?: string | undefined
  readonly template?: Template | undefined
  readonly rows: readonly SuiteRow[]
  readonly checks?: readonly CheckInput[]
  readonly passWhen?: PassWhen | undefined
  readonly samples?: number | undefined
  readonly maxParallel?: number | undefined
  readonly cache?: boolean | undefined
  readonly models?: readonly NamedModel[]
}

/** Of a package: its batch is whole, and it brings a catalog along. */
export interface Package {
  readonly batch: Batch
  /** As `config.export` writes it, in JSON. */
  readonly catalog: string | null
  readonly origin: NonNullable<Imported['origin']>
}

/** What comes back from the thread: all but what wants the catalog. */
export interface ReadSuite {
  readonly format: SuiteFormat
  readonly batch: Batch
  readonly prompts: number
  readonly checks: number
  readonly notCarried: Imported['notCarried']
  readonly models: readonly NamedModel[]
  readonly package: Pick<Package, 'catalog' | 'origin'> | null
}
