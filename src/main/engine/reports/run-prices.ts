import type { CostSnapshot, RunPrice } from '#contract/costs'
import type { EpochMs } from '#contract/units'
import type { Catalog, PriceRecord } from '#engine/catalog'
import { costSnapshotOf } from '#engine/money'
import { costOfSums } from '#engine/runs'
import type { RunPriceSum } from '#engine/storage'

/** The prices calls of a run were reckoned at, beside those in force now, dearest first. Calls that were reckoned by none come last of their model. */
export function runPrices(sums: readonly RunPriceSum[], catalog: Catalog, nowMs: EpochMs): RunPrice[] {
  const groups = new Map<string, RunPriceSum[]>()
  for (const sum of sums) {
    const key = `${sum.modelId} ${sum.priceVersionId} ${sum.tier}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [sum])
    else group.push(sum)
  }
  return [...groups.values()]
    .map((group) => priceOf(group, catalog, nowMs))
    .sort((left, right) => right.cost.nanoUsd - left.cost.nanoUsd || (left.model < right.model ? -1 : 1))
}

function priceOf(group: readonly RunPriceSum[], catalog: Catalog, nowMs: EpochMs): RunPrice {
  const [{ modelId, priceVersionId, tier } = { modelId: 0, priceVersionId: null, tier: null }] = group
  const then = priceVersionId === null ? undefined : catalog.price(priceVersionId)
  const now = catalog.priceInForce(modelId, nowMs)
  const was = then === undefined || tier === null ? null : costSnapshotOf(then.version, tier)
  const today = now === undefined ? null : costSnapshotOf(now.version, sameTier(now, then, tier))
  return {
    model: catalog.model(modelId).ref,
    calls: group.reduce((calls, sum) => calls + sum.calls, 0),
    cost: costOfSums(group),
    ...{ was, today },
    isOther: was !== null && today !== null && rates.some((rate) => was[rate] !== today[rate]),
  }
}

const rates = [
  'costInputPerMillion',
  'costOutputPerMillion',
  'costCacheReadPerMillion',
  'costCacheWrite5mPerMillion',
  'costCacheWrite1hPerMillion',
  'costReasoningPerMillion',
] as const satisfies readonly (keyof CostSnapshot)[]

/** The tier of today's prices that has the condition the calls met then; else the last, which has none. */
function sameTier(now: PriceRecord, then: PriceRecord | undefined, tier: number | null): number {
  const when = JSON.stringify(then?.tiers[tier ?? -1]?.when)
  const same = now.tiers.findIndex((each) => JSON.stringify(each.when) === when)
  return same === -1 ? now.tiers.length - 1 : same
}
