import { type CallFilter, openLongReader } from '#engine/storage'

export interface CiteFacts {
  readonly database: string
  readonly filter: CallFilter
  readonly watermark: number
}

/** What a report of calls stands on: the price versions they were reckoned at, by id, and when they started: in [fromMs, toMs), which is empty where there is none. */
export interface Cited {
  readonly priceIds: readonly number[]
  readonly fromMs: number
  readonly toMs: number
}

const callsAtOnce = 5000

/** Looks through the calls of a scope, a lot at a time. */
export async function citeCalls(facts: CiteFacts): Promise<Cited> {
  const reader = await openLongReader(facts.database)
  try {
    const places = await reader.callPlaces(facts)
    const priceIds = new Set<number>()
    let [fromMs, toMs] = [Number.MAX_SAFE_INTEGER, 0]
    for (let at = 0; at < places.length; at += callsAtOnce) {
      const calls = await reader.citedAt({ places: places.slice(at, at + callsAtOnce) })
      for (const { price_version_id, started_at_ms } of calls) {
        if (price_version_id !== null) priceIds.add(price_version_id)
        fromMs = Math.min(fromMs, started_at_ms)
        toMs = Math.max(toMs, started_at_ms + 1)
      }
    }
    return { priceIds: [...priceIds].sort((left, right) => left - right), fromMs: Math.min(fromMs, toMs), toMs }
  } finally {
    await reader.close()
  }
}
