import type { ImportFormat, ImportPreview, ImportRow } from '#contract/imports'
import { AppError } from '#engine/failure'
import type { EditStep, ImportFacts, ImportPlan } from '#engine/storage'
import { type CatalogFacts, catalogFacts } from './catalog-facts.ts'
import { compareCatalog, rememberedFigures } from './compare-catalog.ts'
import { compareConfig } from './compare-config.ts'
import { type ComparedRow, type Comparison, previewOf } from './compared-row.ts'
import { configItems } from './config-items.ts'
import { formatConfig } from './format-config.ts'
import { onlyModels } from './only-models.ts'
import { type Done, planCatalog, type TakenRow } from './plan-catalog.ts'
import { planConfig } from './plan-config.ts'
import { isCatalog, readCatalog } from './read-catalog.ts'
import { readDocument } from './read-document.ts'
import { isObject, type SourceCatalog } from './source-catalog.ts'

export interface PreviewRequest {
  readonly id: string
  readonly format: ImportFormat | 'auto'
  readonly name: string
  readonly text: string
  readonly allProviders: boolean
  readonly nowMs: number
  /** `ImportFacts` as JSON text. */
  readonly facts: string
}

/** `mostPrices`: versions that taking every row would bring, each of which wants a name. */
export interface PreviewAnswer {
  readonly preview: Omit<ImportPreview, 'id' | 'source' | 'atMs'>
  readonly mostPrices: number
}

export interface RowsRequest {
  readonly id: string
  readonly kind?: ImportRow['kind'] | undefined
  readonly reason?: ImportRow['reason'] | undefined
  readonly provider?: string | undefined
  readonly search?: string | undefined
  readonly hasConflict?: boolean | undefined
  readonly offset: number
  readonly limit: number
}

export interface PlanRequest {
  readonly id: string
  readonly added: readonly number[]
  readonly left: readonly number[]
  readonly acceptShort: boolean
  readonly nowMs: number
  readonly ulids: readonly string[]
}

/** `plan`: an `ImportPlan` as JSON text, for the writer. `outline`: its steps as far as they say what would stand, for who must refuse what would not. */
export interface PlanAnswer {
  readonly plan: string
  readonly outline: readonly EditStep[]
  readonly done: Done
  readonly format: ImportFormat
  readonly entries: number
  readonly ifEdits: number
}

export interface WriteRequest {
  /** `ImportFacts` as JSON text. */
  readonly facts: string
  readonly format: 'yaml' | 'json'
  readonly nowMs: number
  /** Only what these need, by key; undefined: everything. */
  readonly models?: readonly number[] | undefined
}

interface Kept {
  readonly comparison: Comparison
  readonly facts: CatalogFacts
  /** undefined: a configuration. */
  readonly catalog: SourceCatalog | undefined
  readonly name: string
}

/** Previews that are kept; the oldest are forgotten. */
const mostKept = 4

/**
 * Reads catalogs, compares them and plans what is taken. All of it is work that takes long, and none of it waits: it lives in a thread of its own.
 * Errors: INVALID_INPUT for what cannot be read or picked, NOT_FOUND for a preview that was forgotten, CONFLICT `state` for a file that is suspiciously short.
 */
export class ImportDesk {
  readonly #kept = new Map<string, Kept>()

  preview(request: PreviewRequest): PreviewAnswer {
    const { id, text, format, name, allProviders, nowMs } = request
    const document = readDocument(text, format, name)
    const facts = catalogFacts(JSON.parse(request.facts) as ImportFacts, nowMs)
    const catalog = isCatalog(document) ? readCatalog(document) : undefined
    const comparison =
      catalog === undefined
        ? compareConfig(configItems(isObject(document.value) ? document.value : {}, name), facts)
        : compareCatalog(catalog, facts, allProviders)
    this.#keep(id, { comparison, facts, catalog, name })
    return { preview: previewOf(comparison, new Set(facts.providers.keys())), mostPrices: mostPrices(comparison) }
  }

  /** The configuration as text; see `formatConfig`. */
  write({ facts, format, nowMs, models }: WriteRequest): string {
    const all = JSON.parse(facts) as ImportFacts
    return formatConfig(models === undefined ? all : onlyModels(all, models), nowMs, format)
  }

  rows({ id, offset, limit, ...filter }: RowsRequest): { total: number; items: ImportRow[] } {
    const wanted = filter.search?.toLowerCase()
    const found = this.#get(id).comparison.rows.filter(({ row }) => {
      if (filter.kind !== undefined && row.kind !== filter.kind) return false
      if (filter.reason !== undefined && row.reason !== filter.reason) return false
      if (filter.provider !== undefined && row.provider !== filter.provider) return false
      if (filter.hasConflict !== undefined && row.conflicts.length > 0 !== filter.hasConflict) return false
      return wanted === undefined || row.sourceKey.toLowerCase().includes(wanted) || (row.name?.toLowerCase().includes(wanted) ?? false)
    })
    return { total: found.length, items: found.slice(offset, offset + limit).map(({ row }) => row) }
  }

  plan({ id, added, left, acceptShort, nowMs, ulids }: PlanRequest): PlanAnswer {
    const { comparison, facts, catalog, name } = this.#get(id)
    const { lastEntries, entries, rows, format } = comparison
    if (lastEntries !== null && entries * 10 < lastEntries * 7 && !acceptShort) {
      const detail = `it has ${entries} entries where the last one had ${lastEntries}`
      throw new AppError({ code: 'CONFLICT', what: 'import', name, reason: 'state', detail })
    }
    const taken = takenRows(rows, new Set(added), new Set(left))
    const names = ulids.values()
    const { steps, done } =
      catalog === undefined
        ? planConfig({ facts, taken, nowMs, ulids: names })
        : planCatalog({ catalog, facts, taken, source: name, nowMs, ulids: names })
    const brought = new Set(taken.flatMap(({ compared }) => (compared.effect.kind === 'add_model' ? [compared.row.name] : [])))
    const figures = catalog === undefined ? null : rememberedFigures(catalog, (ref) => facts.models.has(ref) || brought.has(ref))
    const plan = JSON.stringify({ steps, figures } satisfies ImportPlan)
    return { plan, outline: steps.map(outlineOf), done, format, entries, ifEdits: facts.rows.edits }
  }

  forget(id: string): void {
    this.#kept.delete(id)
  }

  #keep(id: string, kept: Kept): void {
    this.#kept.set(id, kept)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) break
      this.#kept.delete(oldest)
    }
  }

  #get(id: string): Kept {
    const kept = this.#kept.get(id)
    if (kept === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'import', name: id })
    return kept
  }
}

/** Those that are taken by themselves and were not left, and those that were added by hand. INVALID_INPUT: there is no such row, or it cannot be taken. */
function takenRows(rows: readonly ComparedRow[], added: ReadonlySet<number>, left: ReadonlySet<number>): TakenRow[] {
  const issues = [...added].flatMap((index) => {
    const row = rows[index]?.row
    if (row === undefined) return [{ path: 'pick.added', message: `there is no row ${index}` }]
    return row.canPick ? [] : [{ path: 'pick.added', message: `${row.sourceKey} cannot be taken: ${row.detail ?? row.kind}` }]
  })
  if (issues.length > 0) throw new AppError({ code: 'INVALID_INPUT', issues: issues.slice(0, 20) })
  return rows.flatMap((compared) => {
    const { index, isPicked } = compared.row
    if (left.has(index)) return []
    return added.has(index) || isPicked ? [{ compared, whole: added.has(index) }] : []
  })
}

function mostPrices({ rows }: Comparison): number {
  return rows.reduce((sum, { effect }) => {
    if (effect.kind === 'configure') return sum + effect.prices.length
    return sum + (effect.kind === 'add_model' || effect.kind === 'set_model' ? 1 : 0)
  }, 0)
}

/** Without the long texts, which nobody but the writer looks at. */
function outlineOf(step: EditStep): EditStep {
  if (step.kind === 'model' && step.do === 'add') return { ...step, row: { ...step.row, import_json: null, capabilities: '{}' } }
  if (step.kind === 'model' && step.do === 'set') {
    const { import_json: _, capabilities: __, ...patch } = step.patch
    return { ...step, patch }
  }
  if (step.kind === 'price' && step.do === 'add') return { ...step, row: { ...step.row, tiers: '', source_figures: null, note: null } }
  return step
}
