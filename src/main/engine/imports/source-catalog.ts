import type { Capabilities } from '#contract/catalog'
import type { ImportFormat, ImportReason } from '#contract/imports'
import type { PriceTier, Rates } from '#contract/prices'

/** A value as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }
export type JsonObject = { readonly [name: string]: Json }

/** Formats whose files are catalogs of prices; `assay` is our own whole configuration. */
export type CatalogFormat = Exclude<ImportFormat, 'assay'>

/** Classes a tier states itself, in the order of its tiers; what is not among them is a gap that was filled, or unknown. */
export type StatedClasses = readonly (readonly (keyof Rates)[])[]

export interface SourcePrice {
  /** Complete: gaps are filled from the base tier. */
  readonly tiers: readonly PriceTier[]
  readonly stated: StatedClasses
  /** The source's own figures, verbatim. */
  readonly figures: JsonObject
  /** What was filled, and what was left out; null: nothing. */
  readonly note: string | null
  readonly url: string | null
}

/** A model as a source tells of it; null is unknown. */
export interface SourceModel {
  readonly provider: string
  readonly wireId: string
  readonly name: string | null
  readonly isDeprecated: boolean
  readonly contextWindow: number | null
  readonly maxOutput: number | null
  readonly capabilities: Capabilities
  readonly sunsetAtMs: number | null
  readonly price: SourcePrice | null
  /** Everything the source has on it, verbatim. */
  readonly raw: Json
}

/** What is wrong with an entry. `skipped`: it is nothing of ours; `quarantined`: its figures cannot be right or say nothing. */
export interface Flaw {
  readonly kind: 'skipped' | 'quarantined'
  readonly reason: ImportReason
  readonly detail: string
  /** Whether a person may take it all the same. */
  readonly canPick: boolean
}

/** One entry of a source, in its order. `model`: what it would be, also where it has a flaw; null: nothing can be made of it. */
export interface SourceEntry {
  readonly sourceKey: string
  /** Ours where we have a name for it, else the source's. */
  readonly provider: string
  readonly model: SourceModel | null
  readonly flaw: Flaw | null
}

/** What a source knows of a provider. */
export interface SourceProvider {
  readonly key: string
  readonly name: string
  readonly baseUrl: string | null
  readonly credential: string | null
}

export interface SourceCatalog {
  readonly format: CatalogFormat
  readonly entries: readonly SourceEntry[]
  /** By key; empty where the source tells nothing of providers. */
  readonly providers: ReadonlyMap<string, SourceProvider>
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A field of its own, never one of a prototype; undefined: absent. */
export function fieldOf(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

export function textOf(object: JsonObject, name: string): string | null {
  const value = fieldOf(object, name)
  return typeof value === 'string' && value !== '' ? value : null
}

/** A limit in tokens; 0 and what is no whole number mean unknown. */
export function tokensOf(object: JsonObject, ...names: readonly string[]): number | null {
  for (const name of names) {
    const value = fieldOf(object, name)
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value
  }
  return null
}

/** True, false, or undefined for what the source does not say. */
export function flagOf(object: JsonObject, name: string): boolean | undefined {
  const value = fieldOf(object, name)
  return typeof value === 'boolean' ? value : undefined
}

export function skipped(reason: ImportReason, detail: string): Flaw {
  return { kind: 'skipped', reason, detail, canPick: false }
}

export function quarantined(reason: ImportReason, detail: string, canPick: boolean): Flaw {
  return { kind: 'quarantined', reason, detail, canPick }
}
