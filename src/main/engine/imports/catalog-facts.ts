import type { PriceTier } from '#contract/prices'
import type { ImportFacts } from '#engine/storage'
import type { CatalogFormat } from './source-catalog.ts'

type ModelRow = ImportFacts['models'][number]
type PriceRow = ImportFacts['prices'][number]

/** What a source last said of a model, field by field, as far as it said anything. */
export type Figures = { readonly [field: string]: number | string | boolean }

/** A model that is there, with the price in force. */
export interface ModelFact {
  readonly ref: string
  readonly row: ModelRow
  readonly price: PriceFact | undefined
}

export interface PriceFact {
  readonly tiers: readonly PriceTier[]
  readonly sourceKind: string
  /** Of an imported price: from whose file. */
  readonly format: string | null
}

/** The catalog as it stands, by name, and what sources last said. */
export interface CatalogFacts {
  readonly rows: ImportFacts
  readonly providers: ReadonlyMap<string, ImportFacts['providers'][number]>
  readonly models: ReadonlyMap<string, ModelFact>
  /** By format, then by ref. */
  readonly figures: ReadonlyMap<string, ReadonlyMap<string, Figures>>
  readonly nowMs: number
}

export function catalogFacts(rows: ImportFacts, nowMs: number): CatalogFacts {
  const keys = new Map(rows.providers.map(({ id, key }) => [id, key]))
  const prices = pricesInForce(rows.prices, nowMs)
  const models = new Map<string, ModelFact>()
  for (const row of rows.models) {
    const ref = `${keys.get(row.provider_id)}/${row.wire_id}`
    models.set(ref, { ref, row, price: factOf(prices.get(row.id)) })
  }
  const figures = new Map<string, Map<string, Figures>>()
  for (const { format, ref, figures: text } of rows.figures) {
    const ofFormat = figures.get(format) ?? new Map<string, Figures>()
    figures.set(format, ofFormat)
    ofFormat.set(ref, JSON.parse(text) as Figures)
  }
  return { rows, nowMs, models, figures, providers: new Map(rows.providers.map((row) => [row.key, row])) }
}

/** By model: of versions that count and are in effect the greatest by instant, then by seq. */
function pricesInForce(rows: readonly PriceRow[], nowMs: number): Map<number, PriceRow> {
  const inForce = new Map<number, PriceRow>()
  for (const row of standingPrices(rows)) {
    if (row.effective_from_ms > nowMs) continue
    const other = inForce.get(row.model_id)
    if (other === undefined || isLater(row, other)) inForce.set(row.model_id, row)
  }
  return inForce
}

/** Versions that price and that no version that counts withdraws; a withdrawal is younger than what it withdraws. */
export function standingPrices(rows: readonly PriceRow[]): PriceRow[] {
  const withdrawn = new Set<number>()
  const standing: PriceRow[] = []
  for (const row of [...rows].sort((left, right) => right.id - left.id)) {
    if (withdrawn.has(row.id)) continue
    if (row.withdraws_id === null) standing.push(row)
    else withdrawn.add(row.withdraws_id)
  }
  return standing
}

export function isLater(left: PriceRow, right: PriceRow): boolean {
  return left.effective_from_ms === right.effective_from_ms ? left.seq > right.seq : left.effective_from_ms > right.effective_from_ms
}

function factOf(row: PriceRow | undefined): PriceFact | undefined {
  if (row === undefined) return undefined
  const tiers = JSON.parse(row.tiers) as readonly PriceTier[]
  return { tiers, sourceKind: row.source_kind, format: row.source_kind === 'import' ? formatOfSource(row.source) : null }
}

const separator = ': '

/** How the source of an imported price is written down: whose form it has, then which file it was. At most 200 letters. */
export function sourceText(format: CatalogFormat, name: string): string {
  return `${format}${separator}${name}`.slice(0, 200)
}

function formatOfSource(source: string): string {
  return source.split(separator, 1)[0] ?? ''
}
