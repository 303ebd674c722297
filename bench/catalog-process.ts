import type { ModelRef } from '#contract/ids'
import { EpochMs } from '#contract/units'
import { SeededRandom } from '../test/fakes/seeded-random.ts'
import { openEngine } from '../test/processes/open-engine.ts'
import { readOrder, say } from '../test/processes/say.ts'
import type { CatalogFigures, CatalogOrder, QueryFigures } from './catalog.ts'
import { largeCatalog } from './catalog-seed.ts'
import { quantile } from './statistics.ts'

/** A large catalog asked in process, through the same client as every shell uses. Says `figures`. */
const order = readOrder<CatalogOrder>()
const warmAsks = 300
const tries = 3
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
  modelByRef: await ask(ref, (model) => client.models.get({ ref: model })),
  defaults: await ask(ref, () => client.models.defaults()),
  availability: await ask(ref, async (model) => (await client.models.get({ ref: model })).availability),
  priceInForce: await ask(refAndInstant, ([model, atMs]) => client.prices.inForce({ model, atMs })),
  pageOf50: await ask(
    () => one(cursors),
    (after) => client.models.list({ limit: pageSize, after }),
  ),
}
say({ models: refs.length, figures })
await stop()

async function ask<Question>(draw: () => Question, query: (question: Question) => Promise<unknown>): Promise<QueryFigures> {
  const first: number[] = []
  const best: number[] = []
  for (let asked = 0; asked < warmAsks + order.asks; asked += 1) {
    const question = draw()
    const times: number[] = []
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const startedMs = performance.now()
      await query(question)
      times.push(performance.now() - startedMs)
    }
    if (asked < warmAsks) continue
    first.push(times[0] ?? Number.NaN)
    best.push(Math.min(...times))
  }
  return { p50Ms: quantile(first, 0.5), p99Ms: quantile(first, 0.99), bestP99Ms: quantile(best, 0.99) }
}

function refAndInstant(): readonly [ModelRef, EpochMs] {
  return [ref(), EpochMs.parse(firstPriceMs + Math.floor(random.next() * priceSpanMs))]
}

function one<T>(list: readonly T[]): T {
  return list[Math.floor(random.next() * list.length)] as T
}
