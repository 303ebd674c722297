import { fc, test } from '@fast-check/vitest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelRef, ProviderKey } from '#contract/ids'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'

const providers = ['alpha', 'alpha-b', 'beta', 'zeta']
const wireIds = Array.from({ length: 1250 }, (_, n) => `m/${(n * 7919) % 1250}:v${n % 3}`)
const refs = providers.flatMap((provider) => wireIds.map((wireId) => `${provider}/${wireId}`)).sort()

const scratch = scratchFolder()
let under: ShippedEngine
beforeAll(async () => {
  const seedCatalog = seedCatalogOf(providers.map((key) => ({ key, models: wireIds.map((wireId) => ({ wireId })) })))
  under = await openShippedEngine({ workspace: scratch.folder, seedCatalog })
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

async function readAll(
  limit: number,
  filter: { provider?: ProviderKey; search?: string } = {},
  between = async () => {},
): Promise<string[]> {
  const seen: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await under.client.models.list({ ...filter, limit, after })
    seen.push(...page.items.map((model) => model.ref))
    if (page.next === undefined) return seen
    expect(page.items).toHaveLength(limit)
    after = page.next
    await between()
  }
}

describe('the pages of 5,000 models', () => {
  test.prop([fc.integer({ min: 17, max: 500 })], { numRuns: 5 })(
    'together are all of them once, in order, whatever their size',
    async (limit) => {
      expect(await readAll(limit)).toEqual(refs)
    },
  )

  it('end with a full one that names no next where the count is even', async () => {
    expect(await readAll(500)).toHaveLength(5000)
    const last = await under.client.models.list({ limit: 500, after: Buffer.from(refs[4499] ?? '').toString('base64url') })
    expect([last.items.length, last.next]).toEqual([500, undefined])
  })

  it('are those of one provider alone, though another’s key begins alike', async () => {
    const own = await readAll(300, { provider: 'alpha' as ProviderKey })
    expect(own).toEqual(refs.filter((ref) => ref.startsWith('alpha/')))
  })

  it('are those that hold what is searched', async () => {
    expect(await readAll(100, { search: ':V2' })).toEqual(refs.filter((ref) => ref.includes(':v2')))
  })

  it('neither repeat nor miss what was there throughout, while models are added', async () => {
    let added = 0
    const seen = await readAll(500, {}, async () => {
      added += 1
      await under.client.models.add({ ref: `alpha/aa-${added}` as ModelRef })
      await under.client.models.add({ ref: `zeta/zz-${added}` as ModelRef })
    })
    expect(seen.filter((ref) => refs.includes(ref))).toEqual(refs)
    expect(new Set(seen).size).toBe(seen.length)
  })
})
