import type { ModelRef } from '#contract/ids'
import type { ImportRow } from '#contract/imports'
import type { CatalogFacts, Figures, ModelFact } from './catalog-facts.ts'
import { compareModel, figuresOf, type ModelDifference, mergedChange, newModelChange } from './compare-model.ts'
import type { ComparedRow, Comparison } from './compared-row.ts'
import type { SourceCatalog, SourceEntry, SourceModel } from './source-catalog.ts'

/** Everything a catalog would change, row by row in its order, then what is gone since its last import. */
export function compareCatalog(catalog: SourceCatalog, facts: CatalogFacts, allProviders: boolean): Comparison {
  const compared = catalog.entries.map((entry, index) => compareEntry(entry, index, catalog, facts, allProviders))
  const seen = new Set(catalog.entries.flatMap(({ model }) => (model === null ? [] : [refOf(model)])))
  const gone = goneModels(catalog, facts, seen).map((fact, index) => goneRow(fact, catalog.entries.length + index, facts))
  const last = facts.rows.last.find(({ format }) => format === catalog.format)
  return {
    format: catalog.format,
    rows: [...compared, ...gone],
    entries: catalog.entries.length,
    lastEntries: last?.entries ?? null,
  }
}

/** What this file says of models that are here once it is applied, to be remembered; of what cannot be right nothing but that it is there. */
export function rememberedFigures(catalog: SourceCatalog, isHere: (ref: string) => boolean): { ref: string; figures: string }[] {
  const figures = new Map<string, string>()
  for (const { model, flaw } of catalog.entries) {
    if (model === null || !isHere(refOf(model))) continue
    figures.set(refOf(model), JSON.stringify(flaw === null ? figuresOf(model) : {}))
  }
  return [...figures].map(([ref, text]) => ({ ref, figures: text }))
}

function compareEntry(entry: SourceEntry, index: number, catalog: SourceCatalog, facts: CatalogFacts, allProviders: boolean): ComparedRow {
  const { sourceKey, provider, model, flaw } = entry
  const row = { index, subject: 'model' as const, sourceKey, provider, name: null, detail: null, reason: null, fields: [], tiers: null }
  const untaken = { ...row, conflicts: [], isPicked: false, canPick: false }
  if (flaw?.kind === 'skipped') return nothing({ ...untaken, kind: 'skipped', reason: flaw.reason, detail: flaw.detail })
  if (!facts.providers.has(provider) && !allProviders)
    return nothing({ ...untaken, kind: 'skipped', reason: 'unknown_provider', detail: `${provider} is no provider of the catalog` })
  if (model === null) return nothing({ ...untaken, kind: 'quarantined', reason: flaw?.reason ?? 'invalid', detail: flaw?.detail ?? null })
  const ref = refOf(model)
  const fact = facts.models.get(ref)
  const told = {
    ...untaken,
    name: ref,
    tiers: model.price === null ? null : [...model.price.tiers],
    conflicts: conflictsOf(model, catalog, facts),
  }
  const quarantine =
    flaw === null ? null : ({ kind: 'quarantined', reason: flaw.reason, detail: flaw.detail, canPick: flaw.canPick } as const)
  if (fact === undefined) {
    const change = newModelChange(model)
    const effect = { kind: 'add_model', model, change } as const
    return { row: { ...told, fields: [...change.fields], ...(quarantine ?? { kind: 'new', isPicked: true, canPick: true }) }, effect }
  }
  const difference = compareModel(fact, model, catalog.format, facts)
  const whole = mergedChange(difference.taken, difference.held)
  const effect = { kind: 'set_model', model, ref, taken: difference.taken, whole } as const
  if (quarantine !== null) return { row: { ...told, fields: [...whole.fields], ...quarantine }, effect }
  return { row: { ...told, ...sayDifference(difference) }, effect }
}

/** A row is taken by itself for what it fills; what somebody else stands by is offered alone, when there is nothing else to take. */
function sayDifference({
  taken,
  held,
  isManual,
}: ModelDifference): Pick<ImportRow, 'kind' | 'fields' | 'isPicked' | 'canPick' | 'reason' | 'detail'> {
  const heldNames = held.fields.map(({ name }) => name).join(', ')
  const detail =
    held.fields.length === 0
      ? null
      : isManual
        ? `its price was entered by a person, and stays unless this row is picked by hand`
        : `the catalog stands by another source, or a person, on ${heldNames}`
  if (taken.fields.length > 0) return { kind: 'changed', fields: [...taken.fields], isPicked: true, canPick: true, reason: null, detail }
  if (held.fields.length === 0) return { kind: 'same', fields: [], isPicked: false, canPick: false, reason: null, detail: null }
  return {
    kind: 'changed',
    fields: [...held.fields],
    isPicked: false,
    canPick: true,
    reason: isManual ? 'manual_price' : 'conflict',
    detail,
  }
}

/** What other sources last said of the same, where it is something else. */
function conflictsOf(model: SourceModel, { format }: SourceCatalog, { figures }: CatalogFacts): ImportRow['conflicts'] {
  const own = figuresOf(model)
  return [...figures].flatMap(([source, byRef]) => {
    const said: Figures | undefined = source === format ? undefined : byRef.get(refOf(model))
    if (said === undefined) return []
    return Object.entries(said).flatMap(([field, value]) =>
      own[field] === undefined || own[field] === value ? [] : [{ source, field, value }],
    )
  })
}

function goneModels({ format }: SourceCatalog, facts: CatalogFacts, seen: ReadonlySet<string>): ModelFact[] {
  const last = facts.figures.get(format)
  if (last === undefined) return []
  return [...last.keys()].flatMap((ref) => {
    const fact = seen.has(ref) ? undefined : facts.models.get(ref)
    return fact === undefined || fact.row.status === 'deprecated' ? [] : [fact]
  })
}

function goneRow({ ref, row }: ModelFact, index: number, facts: CatalogFacts): ComparedRow {
  const why = whyItStays(ref, row.id, row.is_default === 1, facts)
  return {
    row: {
      ...{ index, subject: 'model', sourceKey: ref, name: ref, provider: ref.slice(0, ref.indexOf('/')), kind: 'gone', reason: null },
      detail: why ?? 'the source no longer has it: picked, it is deprecated',
      fields: [{ name: 'status', before: 'active', after: 'deprecated', ratio: null }],
      ...{ tiers: null, conflicts: [], isPicked: false, canPick: why === null },
    },
    effect: { kind: 'deprecate', ref },
  }
}

/** Why a model cannot be deprecated before something else is changed; null: it can. */
function whyItStays(ref: string, id: number, isDefault: boolean, { rows }: CatalogFacts): string | null {
  if (isDefault) return 'it is the default of its provider: name another first'
  const other = rows.models.find((model) => model.fallback_model_id === id)
  if (other !== undefined) return `${other.wire_id} falls back to it: change that first`
  const setting = rows.settings.find(({ key, value }) => key.endsWith('Model') && value === JSON.stringify(ref as ModelRef))
  return setting === undefined ? null : `the setting ${setting.key} names it: change that first`
}

function nothing(row: ImportRow): ComparedRow {
  return { row, effect: { kind: 'none' } }
}

function refOf({ provider, wireId }: SourceModel): string {
  return `${provider}/${wireId}`
}
