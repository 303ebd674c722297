import type { Insertable, Selectable, Updateable } from 'kysely'
import type { AuditKind } from '#contract/audit'
import type { ModelTable, PoolTable, PriceVersionTable, ProviderTable } from '../database.ts'
import type { Audit } from './audit-writes.ts'

/** The row that an earlier step of the same edit left. */
export interface StepRef {
  readonly step: number
}
export type RowId = number | StepRef

/** Columns that name rows may name those of the same edit. */
type Refs<Row> = { readonly [Column in keyof Row]: Column extends `${string}_id` ? Row[Column] | StepRef : Row[Column] }
type Kept = 'id' | 'revision' | 'removed_at_ms'
type New<Table> = Refs<Omit<Insertable<Table>, Kept>>
type Patch<Table> = Refs<Omit<Updateable<Table>, Kept>>

export type NewProvider = New<ProviderTable>
export type NewPool = New<PoolTable>
export type NewModel = New<ModelTable>
export type NewPrice = Refs<Omit<Insertable<PriceVersionTable>, 'id' | 'seq' | 'withdraws_id'>>
export type ProviderPatch = Omit<Patch<ProviderTable>, 'key' | 'kind'>
export type PoolPatch = Omit<Patch<PoolTable>, 'provider_id' | 'name'>
export type ModelPatch = Omit<Patch<ModelTable>, 'provider_id' | 'wire_id'>

/** Brings a row. One of the same name that was removed comes back in its place, with the columns given: its id stays. CONFLICT when one is there. */
export type AddStep =
  | { readonly do: 'add'; readonly kind: 'provider'; readonly subject: string; readonly row: NewProvider }
  | { readonly do: 'add'; readonly kind: 'pool'; readonly subject: string; readonly row: NewPool }
  | { readonly do: 'add'; readonly kind: 'model'; readonly subject: string; readonly row: NewModel }
  /** After all others of the same instant. */
  | { readonly do: 'add'; readonly kind: 'price'; readonly subject: string; readonly row: NewPrice }

interface Existing {
  readonly subject: string
  readonly id: RowId
  /** CONFLICT, with both values, when it has moved on; undefined: whatever stands. */
  readonly ifRevision?: number | undefined
}

/** Changes the columns given; one that has these values already stays as it is, its revision too. */
export type SetStep =
  | (Existing & { readonly do: 'set'; readonly kind: 'provider'; readonly patch: ProviderPatch })
  | (Existing & { readonly do: 'set'; readonly kind: 'pool'; readonly patch: PoolPatch })
  | (Existing & { readonly do: 'set'; readonly kind: 'model'; readonly patch: ModelPatch })

/** JSON text; null: what it is by default. `subject` is its key. */
export interface SetSettingStep {
  readonly do: 'set'
  readonly kind: 'setting'
  readonly subject: string
  readonly value: string | null
  readonly ifRevision?: number | undefined
}

/** Takes a row away, which is kept. A model that a run has asked is CONFLICT `in_use`. */
export type RemoveStep = Existing & { readonly do: 'remove'; readonly kind: EditedTable }

/** Brings back a row that was removed, with the columns given. */
export type ReviveStep = Existing & { readonly do: 'revive'; readonly kind: EditedTable; readonly row: object }

/** Adds a version that takes another away. CONFLICT `state` when it does not count. */
export interface WithdrawStep {
  readonly do: 'withdraw'
  readonly kind: 'price'
  readonly subject: string
  readonly id: RowId
  readonly row: Pick<NewPrice, 'ulid' | 'source' | 'source_kind' | 'note' | 'created_at_ms'>
}

export type EditedTable = 'provider' | 'pool' | 'model'
export type EditStep = AddStep | SetStep | SetSettingStep | RemoveStep | ReviveStep | WithdrawStep

/** One act of a person, or of an import: all of its steps stand, or none. `subject`: what it was done to, as the audit names it. */
export interface EditInput {
  readonly kind: AuditKind
  readonly subject: string
  readonly action: string
  /** The entry it takes back. */
  readonly undoesId?: number | undefined
  readonly steps: readonly EditStep[]
  readonly audit: Audit
}

/** The rows an edit left; the catalog in memory takes them as they are. */
export interface CatalogChange {
  readonly providers?: readonly Selectable<ProviderTable>[]
  readonly pools?: readonly Selectable<PoolTable>[]
  readonly models?: readonly Selectable<ModelTable>[]
  /** New ones, and all of a model that came back. */
  readonly prices?: readonly Selectable<PriceVersionTable>[]
  readonly removed?: { readonly providers: readonly number[]; readonly pools: readonly number[]; readonly models: readonly number[] }
}

export interface EditLeft {
  /** The audit's entry; null: nothing was to be changed, and nothing is kept. */
  readonly entry: { readonly id: number; readonly ulid: string } | null
  readonly change: CatalogChange
  readonly settings: readonly { readonly key: string; readonly value: string | null; readonly revision: number }[]
}
