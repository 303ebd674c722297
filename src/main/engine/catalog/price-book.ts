import type { ModelRef, PriceVersionId } from '#contract/ids'
import { type PriceTier, PriceTiers, type PriceVersion } from '#contract/prices'
import type { EpochMs } from '#contract/units'
import { priceInForce, pricingVersions, withdrawalsOf } from '#engine/money'
import type { CatalogSnapshot } from '#engine/storage'

type PriceRow = CatalogSnapshot['prices'][number]

export interface PriceRecord {
  readonly id: number
  readonly modelId: number
  readonly sourceKind: PriceVersion['sourceKind']
  readonly effectiveFromMs: EpochMs
  readonly seq: number
  /** The version it takes away; null: it is one that prices. */
  readonly withdrawsId: number | null
  readonly tiers: readonly PriceTier[]
  readonly version: PriceVersion
}

interface Read {
  readonly all: readonly PriceRecord[]
  readonly pricing: readonly PriceRecord[]
}

/** Every version of every model, and which of them price. A model's are read when they are first asked for: of a large catalog most never are. */
export class PriceBook {
  readonly #refOf: (modelId: number) => ModelRef
  readonly #rows = new Map<number, PriceRow[]>()
  readonly #read = new Map<number, Read>()
  readonly #modelOfId = new Map<number, number>()
  readonly #idOfUlid = new Map<string, number>()

  constructor(refOf: (modelId: number) => ModelRef) {
    this.#refOf = refOf
  }

  /** One that is known already stays. */
  add(rows: Iterable<PriceRow>): void {
    for (const row of rows) {
      if (this.#modelOfId.has(row.id)) continue
      this.#modelOfId.set(row.id, row.model_id)
      this.#idOfUlid.set(row.ulid, row.id)
      this.#read.delete(row.model_id)
      const known = this.#rows.get(row.model_id)
      if (known === undefined) this.#rows.set(row.model_id, [row])
      else known.push(row)
    }
  }

  /** In the order they came. */
  all(modelId: number): readonly PriceRecord[] {
    return this.#of(modelId).all
  }

  price(id: number): PriceRecord | undefined {
    const modelId = this.#modelOfId.get(id)
    return modelId === undefined ? undefined : this.all(modelId).find((price) => price.id === id)
  }

  priceNamed(ulid: string): PriceRecord | undefined {
    const id = this.#idOfUlid.get(ulid)
    return id === undefined ? undefined : this.price(id)
  }

  inForce(modelId: number, atMs: EpochMs): PriceRecord | undefined {
    return priceInForce(this.#of(modelId).pricing, atMs)
  }

  #of(modelId: number): Read {
    let read = this.#read.get(modelId)
    if (read === undefined) {
      read = readAll(this.#rows.get(modelId) ?? [], this.#refOf)
      this.#read.set(modelId, read)
    }
    return read
  }
}

function readAll(rows: readonly PriceRow[], refOf: (modelId: number) => ModelRef): Read {
  const sorted = rows.toSorted((left, right) => left.id - right.id).map((row) => ({ ...row, withdrawsId: row.withdraws_id }))
  const withdrawals = withdrawalsOf(sorted)
  const ulids = new Map(sorted.map(({ id, ulid }) => [id, ulid as PriceVersionId]))
  const all = sorted.map((row): PriceRecord => {
    const tiers = PriceTiers.parse(JSON.parse(row.tiers))
    const { id, model_id: modelId, seq, withdrawsId } = row
    const effectiveFromMs = row.effective_from_ms as EpochMs
    const sourceKind = row.source_kind as PriceVersion['sourceKind']
    const version: PriceVersion = {
      ...{ id: row.ulid as PriceVersionId, model: refOf(modelId), effectiveFromMs, seq, tiers, source: row.source, sourceKind },
      ...{ sourceUrl: row.source_url, note: row.note, createdAtMs: row.created_at_ms as EpochMs },
      withdraws: withdrawsId === null ? null : (ulids.get(withdrawsId) ?? null),
      withdrawnBy: ulids.get(withdrawals.get(id)?.id ?? 0) ?? null,
    }
    return { id, modelId, sourceKind, effectiveFromMs, seq, withdrawsId, tiers, version }
  })
  return { all, pricing: pricingVersions(all) }
}
