import type { ImportFormat } from '#contract/imports'
import type { ReadDocument } from './read-document.ts'
import { readLangfuse } from './read-langfuse.ts'
import { readLitellm } from './read-litellm.ts'
import { readModelsDev } from './read-models-dev.ts'
import { readOpenRouter } from './read-openrouter.ts'
import { type CatalogFormat, isObject, type Json, quarantined, type SourceCatalog, type SourceEntry, skipped } from './source-catalog.ts'

/** A document of a known format as a catalog, of which no two entries are the same model. */
export function readCatalog({ format, value }: ReadDocument & { readonly format: CatalogFormat }): SourceCatalog {
  const catalog = read(format, value)
  return { ...catalog, entries: withoutTwins(catalog.entries) }
}

export function isCatalog(document: ReadDocument): document is ReadDocument & { readonly format: CatalogFormat } {
  return document.format !== ('assay' satisfies ImportFormat)
}

function read(format: CatalogFormat, value: Json): SourceCatalog {
  if (format === 'langfuse') return readLangfuse(Array.isArray(value) ? value : [])
  const document = isObject(value) ? value : {}
  if (format === 'litellm') return readLitellm(document)
  return format === 'models.dev' ? readModelsDev(document) : readOpenRouter(document)
}

/** Of entries that are one model here the one that names its provider stands, else the first. One that says the same is passed over, one that differs is looked at. */
function withoutTwins(entries: readonly SourceEntry[]): SourceEntry[] {
  const standing = new Map<string, SourceEntry>()
  for (const entry of entries) {
    if (entry.model === null) continue
    const ref = refOf(entry)
    const other = standing.get(ref)
    if (other === undefined || (!namesProvider(other) && namesProvider(entry))) standing.set(ref, entry)
  }
  return entries.map((entry) => {
    const stands = entry.model === null ? entry : standing.get(refOf(entry))
    if (stands === undefined || stands === entry) return entry
    const isSame = sameFigures(stands, entry)
    const flaw = isSame
      ? skipped('duplicate', `it is ${stands.sourceKey} by another name`)
      : quarantined('duplicate', `it is ${stands.sourceKey} by another name, at other figures`, false)
    return { ...entry, model: null, flaw }
  })
}

function refOf({ model }: SourceEntry): string {
  return `${model?.provider}/${model?.wireId}`
}

function namesProvider({ sourceKey, model }: SourceEntry): boolean {
  return sourceKey !== model?.wireId
}

function sameFigures(left: SourceEntry, right: SourceEntry): boolean {
  return figuresOf(left) === figuresOf(right)
}

function figuresOf({ model }: SourceEntry): string {
  return JSON.stringify([model?.price?.tiers ?? null, model?.contextWindow, model?.maxOutput])
}
