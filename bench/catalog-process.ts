import type { ModelRef } from '#contract/ids'
import { EpochMs } from '#contract/units'
import { SeededRandom } from '../test/fakes/seeded-random.ts'
import { openEngine } from '../test/processes/open-engine.ts'
import { readOrder, say } from '../test/processes/say.ts'
import type { CatalogFigures, CatalogOrder } from './catalog.ts'
import { largeCatalog } from './catalog-seed.ts'
import { quantile } from './statistics.ts'

/** A large catalog asked in process, through the same client as every shell uses. Says `figures`. */
const order = readOrder<CatalogOrder>()
const warmAsks = 500
const pageSize = 50
const firstPriceMs = Date.UTC(2025, 0, 1)
const priceSpanMs = 730 * 86_400_000

const random = new SeededRandom(1)
const { client, stop } = await openEngine({
  workspace: order.workspace,
  simulatorUrl: 'http://127.0.0.1:9/v1',
  seedCatalog: largeCatalog(order.models),
})
const refs: ModelRef[] = []
const cursors: (string | undefined)[] = []
for (let after: string | undefined, more = true; more; ) {
  const page = await client.models.list({ limit: pageSize, after })
  refs.push(...page.items.map(({ ref }) => ref))
  cursors.push(after)
  after = page.next
  more = after !== undefined
}
const ref = (): ModelRef => one(refs)
const figures: CatalogFigures = {
  modelByRef: await ask(() => client.models.get({ ref: ref() })),
  defaults: await ask(() => client.models.defaults()),
  availability: await ask(async () => (await client.models.get({ ref: ref() })).availability),
  priceInForce: await ask(() =>
    client.prices.inForce({ model: ref(), atMs: EpochMs.parse(firstPriceMs + Math.floor(random.next() * priceSpanMs)) }),
  ),
  pageOf50: await ask(() => client.models.list({ limit: pageSize, after: one(cursors) })),
}
say({ models: refs.length, figures })
await stop()

async function ask(query: () => Promise<unknown>): Promise<CatalogFigures[keyof CatalogFigures]> {
  const times: number[] = []
  for (let asked = 0; asked < warmAsks + order.asks; asked += 1) {
    const startedMs = performance.now()
    await query()
    if (asked >= warmAsks) times.push(performance.now() - startedMs)
  }
  return { p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99) }
}

function one<T>(list: readonly T[]): T {
  return list[Math.floor(random.next() * list.length)] as T
}
