import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '#contract'
import { Batch } from '#contract/batch'
import type { RunProgress } from '#contract/runs'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { transports } from '../transports/transports.ts'

const scratch = scratchFolder()
let under: ShippedEngine
beforeAll(async () => {
  under = await openShippedEngine({ workspace: scratch.folder, seedCatalog: seedCatalogOf([{ key: 'alpha' }]) })
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

/** Dotted names of all procedures below a contract or a router. */
function procedures(node: object, path: readonly string[] = []): string[] {
  if ('~orpc' in node) return [path.join('.')]
  return Object.entries(node).flatMap(([key, value]) => procedures(Object(value), [...path, key]))
}

describe('the engine', () => {
  it('implements every procedure of the contract, and no other', () => {
    expect(procedures(under.engine.router).sort()).toEqual(procedures(contract).sort())
  })

  it.each(transports)('runs a batch and is watched to its end $name', async ({ connect }) => {
    const { client, close } = await connect(under.engine.router)
    const batch = Batch.parse({ name: 'watched', prompt: 'Say {{n}}.', dataset: [{ n: 1 }, { n: 2 }], models: ['alpha/one'] })
    const { id } = await client.runs.start({ batch })
    const seen: RunProgress[] = []
    for await (const progress of await client.runs.watch({ run: id })) seen.push(progress)
    expect(seen.at(-1)).toMatchObject({ id, status: 'finished', counts: { total: 2, succeeded: 2, attempts: 2 } })
    expect(await client.runs.get({ run: id })).toEqual(await under.client.runs.get({ run: id }))
    expect((await client.runs.calls({ run: id })).items).toEqual((await under.client.runs.calls({ run: id })).items)
    await close()
  })
})
