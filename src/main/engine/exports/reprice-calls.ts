import { Parameters } from '#contract/batch'
import { type PriceTier, PriceTiers } from '#contract/prices'
import type { RepriceAt, RepriceRow } from '#contract/reports'
import type { EpochMs, NanoUsd } from '#contract/units'
import { priceInForce, pricingVersions, rateFactors } from '#engine/money'
import { type BilledCall, type CallFilter, type LongReader, openLongReader } from '#engine/storage'
import { type ImaginedPrice, imaginedCostOf } from './imagined-cost.ts'

/** `modelId`: of the model whose prices are meant, where they are another's. `models`: names by id. */
export interface RepriceFacts {
  readonly database: string
  readonly filter: CallFilter
  readonly watermark: number
  readonly prices: RepriceAt
  readonly modelId: number | undefined
  readonly nowMs: number
  readonly models: readonly (readonly [id: number, ref: string])[]
}

export interface Repriced {
  readonly rows: readonly RepriceRow[]
  readonly total: RepriceRow
}

interface Sums {
  calls: number
  priced: number
  wasNanoUsd: number
  wouldBeNanoUsd: number
}

interface PriceOfModel {
  readonly id: number
  readonly tiers: readonly PriceTier[]
}

const callsAtOnce = 2000

/** What the calls of a scope would have cost, by the model that served, dearest as they were first. Reads them a lot at a time; nothing is changed. Errors: RangeError beyond what is exact. */
export async function repriceCalls(facts: RepriceFacts): Promise<Repriced> {
  const reader = await openLongReader(facts.database)
  try {
    const places = await reader.callPlaces(facts)
    const prices = new ImaginedPrices(reader, facts)
    const sums = new Map<number, Sums>()
    for (let at = 0; at < places.length; at += callsAtOnce) {
      const calls = await reader.billedCallsAt({ places: places.slice(at, at + callsAtOnce) })
      for (const call of calls) add(sums, call, imaginedCostOf(call, prices.serviceTierOf(call), await prices.of(call)))
    }
    return answerOf(sums, new Map(facts.models))
  } finally {
    await reader.close()
  }
}

/** Which prices a call is imagined at. A model's are read when they are first wanted. */
class ImaginedPrices {
  readonly #reader: LongReader
  readonly #facts: RepriceFacts
  readonly #versions = new Map<number, { readonly all: readonly PriceOfModel[]; readonly inForce: readonly PriceTier[] | undefined }>()
  readonly #serviceTiers = new Map<string, string | undefined>()

  constructor(reader: LongReader, facts: RepriceFacts) {
    this.#reader = reader
    this.#facts = facts
  }

  async of(call: BilledCall): Promise<ImaginedPrice> {
    const { prices, modelId = call.served_model_id } = this.#facts
    const { all, inForce } = this.#versions.get(modelId) ?? (await this.#read(modelId))
    if (prices.at !== 'factor') return { kind: 'tiers', tiers: inForce }
    const own = all.find(({ id }) => id === call.price_version_id)
    return { kind: 'factors', tiers: own?.tiers, factors: rateFactors(prices.input, prices.output) }
  }

  serviceTierOf({ service_tier, parameters }: BilledCall): string | undefined {
    if (service_tier !== null || parameters === null) return service_tier ?? undefined
    if (!this.#serviceTiers.has(parameters)) {
      this.#serviceTiers.set(parameters, Parameters.safeParse(JSON.parse(parameters)).data?.serviceTier)
    }
    return this.#serviceTiers.get(parameters)
  }

  async #read(modelId: number) {
    const { prices, nowMs } = this.#facts
    const rows = await this.#reader.pricesOfModel({ modelId })
    const versions = rows.map((row) => ({
      ...row,
      effectiveFromMs: row.effectiveFromMs as EpochMs,
      tiers: row.withdrawsId === null ? PriceTiers.parse(JSON.parse(row.tiers)) : [],
    }))
    const atMs = (prices.at === 'instant' ? prices.instantMs : nowMs) as EpochMs
    const read = { all: versions, inForce: priceInForce(pricingVersions(versions), atMs)?.tiers }
    this.#versions.set(modelId, read)
    return read
  }
}

function add(sums: Map<number, Sums>, call: BilledCall, wouldBe: NanoUsd | null): void {
  const sum = sums.get(call.served_model_id) ?? { calls: 0, priced: 0, wasNanoUsd: 0, wouldBeNanoUsd: 0 }
  sums.set(call.served_model_id, sum)
  sum.calls += 1
  if (wouldBe === null || call.cost_nanousd === null) return
  sum.priced += 1
  sum.wasNanoUsd += call.cost_nanousd
  sum.wouldBeNanoUsd += wouldBe
}

function answerOf(sums: ReadonlyMap<number, Sums>, models: ReadonlyMap<number, string>): Repriced {
  const rows = [...sums].map(([id, sum]) => rowOf((models.get(id) ?? null) as RepriceRow['model'], [sum]))
  rows.sort((left, right) => right.wasNanoUsd - left.wasNanoUsd || (String(left.model) < String(right.model) ? -1 : 1))
  return { rows, total: rowOf(null, [...sums.values()]) }
}

function rowOf(model: RepriceRow['model'], sums: readonly Sums[]): RepriceRow {
  const sumOf = (of: (sum: Sums) => number): number => sums.reduce((added, sum) => added + of(sum), 0)
  const [calls, priced] = [sumOf((sum) => sum.calls), sumOf((sum) => sum.priced)]
  return {
    ...{ model, calls, priced, unpriced: calls - priced },
    wasNanoUsd: exact(sumOf((sum) => sum.wasNanoUsd)),
    wouldBeNanoUsd: exact(sumOf((sum) => sum.wouldBeNanoUsd)),
  }
}

function exact(sum: number): NanoUsd {
  if (!Number.isSafeInteger(sum)) throw new RangeError(`a total of ${sum} nano-USD is beyond what can be counted exactly`)
  return sum as NanoUsd
}
