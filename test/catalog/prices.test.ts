import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelRef, ProviderKey } from '#contract/ids'
import type { PriceVersion, Rates } from '#contract/prices'
import type { EpochMs, MicroUsdPerMillionTokens } from '#contract/units'
import { failureOf } from '../builders/failure.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { VirtualClock } from '../fakes/virtual-clock.ts'

const clock = new VirtualClock()
const scratch = scratchFolder()
let under: ShippedEngine
beforeAll(async () => {
  under = await openShippedEngine({ workspace: scratch.folder, clock })
  await under.client.providers.add({ key: 'lab' as ProviderKey, kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:9/v1' })
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

const hourMs = 3_600_000
const at = (hours: number) => (1_795_000_000_000 + hours * hourMs) as EpochMs
let added = 0

async function addModel(): Promise<ModelRef> {
  added += 1
  const own = `lab/model-${added}` as ModelRef
  await under.client.models.add({ ref: own })
  return own
}

function rates(input: number): Rates {
  const rate = input as MicroUsdPerMillionTokens
  return {
    ...{ input: rate, output: rate, cacheRead: rate, cacheWrite5m: rate, cacheWrite1h: rate, reasoning: rate },
    ...{ audio: null, image: null, perRequest: null },
  }
}

async function add(model: ModelRef, input: number, effectiveFromMs: EpochMs): Promise<PriceVersion> {
  const { change: _, ...version } = await under.client.prices.add({
    model,
    effectiveFromMs,
    tiers: [{ rates: rates(input) }],
    source: 'a list',
  })
  return version
}

async function inForce(model: ModelRef, atMs: EpochMs): Promise<number | null | undefined> {
  const { price } = await under.client.prices.inForce({ model, atMs })
  return price === null ? null : price.tiers[0]?.rates.input
}

describe('the price in force', () => {
  it('is none before the first version: unknown, which is not zero', async () => {
    const model = await addModel()
    await add(model, 0, at(10))
    expect([await inForce(model, at(9)), await inForce(model, at(10))]).toEqual([null, 0])
  })

  it('is the version that began last, to the millisecond, in whatever order versions came', async () => {
    const model = await addModel()
    await add(model, 300, at(30))
    await add(model, 100, at(10))
    await add(model, 200, at(20))
    const before = (at(20) - 1) as EpochMs
    expect([await inForce(model, before), await inForce(model, at(20)), await inForce(model, at(99))]).toEqual([100, 200, 300])
  })

  it('is the later of two versions that begin together: so a mistake is mended', async () => {
    const model = await addModel()
    const wrong = await add(model, 9, at(10))
    const right = await add(model, 7, at(10))
    expect([wrong.seq, right.seq, await inForce(model, at(11))]).toEqual([1, 2, 7])
  })

  it('changes by itself when the instant of an announced version comes', async () => {
    const model = await addModel()
    await add(model, 1, at(0))
    await add(model, 2, at(1))
    const now = async () => (await under.client.models.get({ ref: model })).price?.tiers[0]?.rates.input
    expect(await now()).toBe(1)
    await clock.advance(hourMs)
    expect(await now()).toBe(2)
  })
})

describe('a price version', () => {
  it('is appended, never changed: the older one is listed below it, with source and note', async () => {
    const model = await addModel()
    const first = await add(model, 1, at(1))
    await under.client.prices.add({
      ...{ model, effectiveFromMs: at(2), tiers: [{ rates: rates(2) }], source: 'vendor', note: 'a rise' },
      sourceUrl: 'https://vendor.example/prices',
    })
    const { items } = await under.client.prices.list({ model })
    expect(items).toMatchObject([{ source: 'vendor', sourceUrl: 'https://vendor.example/prices', note: 'a rise' }, first])
    expect(under.rows('select action from audit_entry where subject = ? and subject_kind = ?', model, 'price')).toHaveLength(2)
  })

  it('is refused where tiers leave a request without a price', async () => {
    const model = await addModel()
    const gap = [{ when: { serviceTier: 'flex' }, rates: rates(1) }]
    expect(await failureOf(under.client.prices.add({ model, tiers: gap, source: 'a list' }))).toMatchObject({
      ...{ code: 'INVALID_INPUT', issues: [{ path: 'tiers', message: 'only the last tier has no condition' }] },
    })
  })

  it('is refused for a model that is not there', async () => {
    expect(await failureOf(add('lab/nowhere' as ModelRef, 1, at(1)))).toMatchObject({ code: 'NOT_FOUND', what: 'model' })
  })
})

describe('the list of versions', () => {
  it('goes on where a page ended, though a newer version came between', async () => {
    const model = await addModel()
    for (const hour of [1, 2, 2, 3, 4]) await add(model, hour, at(hour))
    const first = await under.client.prices.list({ model, limit: 2 })
    await add(model, 5, at(5))
    const second = await under.client.prices.list({ model, limit: 2, after: first.next })
    const third = await under.client.prices.list({ model, limit: 2, after: second.next })
    const inputs = [first, second, third].map((page) => page.items.map((version) => [version.tiers[0]?.rates.input, version.seq]))
    expect(inputs).toEqual([[[4, 1], [3, 1]], [[2, 2], [2, 1]], [[1, 1]]]) // biome-ignore format: a page each
    expect(third.next).toBeUndefined()
  })

  it('does not go on from what no page gave', async () => {
    const model = await addModel()
    for (const after of ['', 'nonsense', Buffer.from('1').toString('base64url')])
      expect(await failureOf(under.client.prices.list({ model, after }))).toMatchObject({
        code: 'INVALID_INPUT',
        issues: [{ path: 'after' }],
      })
  })
})
