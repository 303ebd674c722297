import { defaultLimits, defaultTimeouts, limitColumns, originOf } from '#engine/catalog'
import type { EditStep, NewPrice, RowId } from '#engine/storage'
import type { CatalogFacts } from './catalog-facts.ts'
import { sourceText } from './catalog-facts.ts'
import type { ModelChange } from './compare-model.ts'
import type { ComparedRow } from './compared-row.ts'
import type { CatalogFormat, SourceCatalog, SourceModel, SourceProvider } from './source-catalog.ts'

/** What an import did, by kind of thing. */
export interface Done {
  models: number
  prices: number
  providers: number
  pools: number
  settings: number
}

/** A row that is taken. `whole`: a person picked it, so that nothing of it is left. */
export interface TakenRow {
  readonly compared: ComparedRow
  readonly whole: boolean
}

export interface CatalogPlan {
  readonly steps: readonly EditStep[]
  readonly done: Done
}

interface PlanInput {
  readonly catalog: SourceCatalog
  readonly facts: CatalogFacts
  readonly taken: readonly TakenRow[]
  /** A file's name or an address. */
  readonly source: string
  readonly nowMs: number
  /** Names of new price versions, as many as may be wanted. */
  readonly ulids: Iterator<string, unknown>
}

/** The steps of taking those rows of a catalog. A provider that is not there comes before its first model, disabled, with one pool. */
export function planCatalog(input: PlanInput): CatalogPlan {
  const { facts } = input
  const steps: EditStep[] = []
  const done: Done = { models: 0, prices: 0, providers: 0, pools: 0, settings: 0 }
  const places = new Map<string, { provider: RowId; pool: RowId }>()
  const add = (step: EditStep): RowId => ({ step: steps.push(step) - 1 })
  const placeOf = (key: string) => {
    const known = places.get(key) ?? existingPlace(key, facts)
    const place = known ?? addProvider(input.catalog.providers.get(key) ?? { key, name: key, baseUrl: null, credential: null }, add)
    if (known === undefined) {
      done.providers += 1
      done.pools += 1
    }
    places.set(key, place)
    return place
  }
  const addPrice = (subject: string, model: SourceModel, id: RowId) => {
    const row = priceRow(model, id, input)
    if (row === undefined) return
    add({ do: 'add', kind: 'price', subject, row })
    done.prices += 1
  }
  for (const { compared, whole } of input.taken) {
    const { effect } = compared
    if (effect.kind === 'add_model') {
      const place = placeOf(effect.model.provider)
      const subject = `${effect.model.provider}/${effect.model.wireId}`
      const id = add({ do: 'add', kind: 'model', subject, row: modelRow(effect.model, place, effect.change, input.catalog.format) })
      done.models += 1
      if (effect.change.price) addPrice(subject, effect.model, id)
    } else if (effect.kind === 'set_model') {
      const change = whole ? effect.whole : effect.taken
      const fact = facts.models.get(effect.ref)
      if (fact === undefined || change.fields.length === 0) continue
      const { id, revision } = fact.row
      const import_json = importJson(effect.model, input.catalog.format)
      add({ do: 'set', kind: 'model', subject: effect.ref, id, ifRevision: revision, patch: { ...change.columns, import_json } })
      done.models += 1
      if (change.price) addPrice(effect.ref, effect.model, id)
    } else if (effect.kind === 'deprecate') {
      const fact = facts.models.get(effect.ref)
      if (fact === undefined) continue
      const { id, revision } = fact.row
      add({ do: 'set', kind: 'model', subject: effect.ref, id, ifRevision: revision, patch: { status: 'deprecated' } })
      done.models += 1
    }
  }
  return { steps, done }
}

function existingPlace(key: string, { providers, rows }: CatalogFacts): { provider: RowId; pool: RowId } | undefined {
  const provider = providers.get(key)
  if (provider === undefined) return undefined
  const pools = rows.pools.filter((pool) => pool.provider_id === provider.id)
  const pool = pools.find(({ name }) => name === 'default') ?? pools[0]
  return pool === undefined ? undefined : { provider: provider.id, pool: pool.id }
}

/** Disabled, its key unconfirmed: nothing is sent before a person has looked at it. */
function addProvider({ key, name, baseUrl, credential }: SourceProvider, add: (step: EditStep) => RowId) {
  const provider = add({
    do: 'add',
    kind: 'provider',
    subject: key,
    row: {
      ...{ key, name, kind: 'openai-compatible', base_url: baseUrl, credential_ref: credential, credential_origin: originOf(baseUrl) },
      ...{ credential_confirmed: 0, connect_ms: defaultTimeouts.connectMs, silence_ms: defaultTimeouts.silenceMs },
      ...{ total_ms: defaultTimeouts.totalMs, max_parallel: null, sends_attempt_id: 1, enabled: 0, allow_insecure: 0 },
    },
  })
  const row = { provider_id: provider, name: 'default', ...limitColumns(defaultLimits) }
  return { provider, pool: add({ do: 'add', kind: 'pool', subject: `${key}/default`, row }) }
}

function modelRow(model: SourceModel, place: { provider: RowId; pool: RowId }, { columns }: ModelChange, format: CatalogFormat) {
  return {
    ...{ provider_id: place.provider, pool_id: place.pool, wire_id: model.wireId, name: columns.name ?? model.wireId },
    ...{ status: model.isDeprecated ? 'deprecated' : 'active', is_default: 0, capabilities: columns.capabilities ?? '{}' },
    ...{ context_window: columns.context_window ?? null, max_output: columns.max_output ?? null },
    ...{ sunset_at_ms: columns.sunset_at_ms ?? null, fallback_model_id: null, import_json: importJson(model, format) },
  }
}

/** What the source has on it, verbatim; the writer keeps what others have. */
function importJson({ raw }: SourceModel, format: CatalogFormat): string {
  return JSON.stringify({ [format]: raw })
}

function priceRow({ price }: SourceModel, modelId: RowId, { catalog, source, nowMs, ulids }: PlanInput): NewPrice | undefined {
  const ulid: unknown = ulids.next().value
  if (price === null || typeof ulid !== 'string') return undefined
  return {
    ...{
      ulid,
      model_id: modelId,
      effective_from_ms: nowMs,
      tiers: JSON.stringify(price.tiers),
      source: sourceText(catalog.format, source),
    },
    ...{
      source_kind: 'import',
      source_url: price.url,
      source_figures: JSON.stringify(price.figures),
      note: price.note,
      created_at_ms: nowMs,
    },
  }
}
