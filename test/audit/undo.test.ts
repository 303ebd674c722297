import { describe, expect, it } from 'vitest'
import type { PoolName } from '#contract/ids'
import type { Rates } from '#contract/prices'
import type { MicroUsdPerMillionTokens } from '#contract/units'
import { failureOf } from '../builders/failure.ts'
import { noted, openDesk } from './desk.ts'

const { lab, old, undo, hindranceOf, refusedWith } = openDesk()

const rates = (value: number): Rates => {
  const rate = value as MicroUsdPerMillionTokens
  return {
    ...{ input: rate, output: rate, cacheRead: rate, cacheWrite5m: rate, cacheWrite1h: rate, reasoning: rate },
    ...{ audio: null, image: null, perRequest: null },
  }
}

describe('a change is undone', () => {
  it('by an entry of its own, which can be undone, and so on', async () => {
    const { model, client } = await lab()
    const { change } = await client.models.set({ ref: model('m1'), name: 'Ours' })
    const id = noted(change)
    const first = await client.audit.undo({ id, reason: 'not agreed' })
    expect(first).toMatchObject({ action: 'undo', kind: 'model', subject: model('m1'), undoes: id, undoneBy: null, reason: 'not agreed' })
    expect((await client.models.get({ ref: model('m1') })).name).toBe('m1')
    expect(await refusedWith(id)).toEqual({ why: 'undone', by: first.id, detail: null })
    const second = await undo(first.id)
    expect((await client.models.get({ ref: model('m1') })).name).toBe('Ours')
    expect((await client.audit.get({ id })).entry.undoneBy).toBeNull()
    expect((await client.audit.get({ id: first.id })).entry.undoneBy).toBe(second.id)
    await undo(id)
    expect((await client.models.get({ ref: model('m1') })).name).toBe('m1')
  })

  it('field by field: what others changed beside it stays', async () => {
    const { model, client } = await lab()
    const { change } = await client.models.set({ ref: model('m1'), name: 'Ours' })
    await client.models.set({ ref: model('m1'), contextWindow: 5 as never })
    await undo(noted(change))
    expect(await client.models.get({ ref: model('m1') })).toMatchObject({ name: 'm1', contextWindow: 5 })
  })

  it('not while what it left has been changed since, and names by what', async () => {
    const { model, client } = await lab()
    const { change } = await client.models.set({ ref: model('m1'), name: 'Ours' })
    const later = await client.models.set({ ref: model('m1'), name: 'Theirs' })
    expect(await refusedWith(noted(change))).toEqual({ why: 'changed_since', by: later.change, detail: model('m1') })
    await undo(noted(later.change))
    expect(await hindranceOf(noted(change))).toBeNull()
  })

  it('with the default where it was, unless another has taken its place', async () => {
    const { own, model, client } = await lab()
    await client.models.setDefault({ ref: model('m1') })
    const { change } = await client.models.setDefault({ ref: model('m2') })
    await undo(noted(change))
    expect((await client.models.get({ ref: model('m1') })).isDefault).toBe(true)
    const cleared = noted((await client.models.clearDefault({ provider: own })).change)
    const other = await client.models.setDefault({ ref: model('m3') })
    expect(await refusedWith(cleared)).toMatchObject({ why: 'changed_since', by: other.change })
  })

  it('whole: a deprecation with its successor, fallbacks and settings', async () => {
    const { model, client } = await lab()
    await client.models.setDefault({ ref: model('m1') })
    await client.models.setFallback({ ref: model('m2'), fallback: model('m1') })
    await client.settings.set({ key: 'judgeModel', value: model('m1') })
    const deprecate = { ref: model('m1'), successor: model('m2'), fallbacks: [{ ref: model('m2'), fallback: model('m3') }] }
    expect(await failureOf(client.models.deprecate(deprecate))).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'settings' }] })
    const instead = (settings: 'm1' | 'm3') => [{ key: 'judgeModel' as const, model: model(settings) }]
    expect(await failureOf(client.models.deprecate({ ...deprecate, settings: instead('m1') }))).toMatchObject({
      issues: [{ path: 'settings' }],
    })
    const { change } = await client.models.deprecate({ ...deprecate, settings: instead('m3') })
    const judge = async () => (await client.settings.list()).items.find((setting) => setting.key === 'judgeModel')?.value
    expect(await judge()).toBe(model('m3'))
    await undo(noted(change))
    expect(await client.models.get({ ref: model('m1') })).toMatchObject({ status: 'active', isDefault: true })
    expect(await client.models.get({ ref: model('m2') })).toMatchObject({ isDefault: false, fallback: model('m1') })
    expect(await judge()).toBe(model('m1'))
    await client.settings.reset({ key: 'judgeModel' })
  })

  it('not where the fallback it would bring back is deprecated by now', async () => {
    const { model, client } = await lab()
    await client.models.setFallback({ ref: model('m1'), fallback: model('m2') })
    const { change } = await client.models.clearFallback({ ref: model('m1') })
    const deprecated = await client.models.deprecate({ ref: model('m2') })
    expect(await refusedWith(noted(change))).toMatchObject({
      why: 'changed_since',
      by: deprecated.change,
      detail: expect.stringContaining('deprecated'),
    })
  })

  it('not while what it added holds, names or has been asked something', async () => {
    const { own, model, client, addition } = await lab()
    const pool = await client.pools.add({ provider: own, name: 'batch' as PoolName, limits: {} })
    await client.models.set({ ref: model('m1'), pool: 'batch' as PoolName })
    expect(await refusedWith(noted(pool.change))).toMatchObject({ why: 'in_use', detail: expect.stringContaining(model('m1')) })
    expect(await refusedWith(addition)).toMatchObject({ why: 'in_use' })
    const m3 = (await client.audit.list({ subject: model('m3') })).items[0]?.id
    await client.settings.set({ key: 'judgeModel', value: model('m3') })
    expect(await refusedWith(noted(m3))).toMatchObject({ why: 'in_use', detail: expect.stringContaining('judgeModel') })
    await client.settings.reset({ key: 'judgeModel' })
    await client.models.setFallback({ ref: model('m1'), fallback: model('m3') })
    expect(await refusedWith(noted(m3))).toMatchObject({ why: 'in_use', detail: expect.stringContaining('falls back') })
    await client.models.clearFallback({ ref: model('m1') })
    await client.providers.verify({ key: own })
    const asked = (await client.audit.list({ subject: model('m1') })).items.at(-1)?.id
    expect(await hindranceOf(noted(asked))).toMatchObject({ why: 'changed_since' })
    expect(await failureOf(client.providers.remove({ key: own }))).toMatchObject({ code: 'CONFLICT', what: 'provider', reason: 'in_use' })
  })

  it('not where a call has been sent to the model it added', async () => {
    const { own, model, client } = await lab()
    await client.models.setDefault({ ref: model('m2') })
    await client.providers.verify({ key: own })
    const [latest, addition] = (await client.audit.list({ subject: model('m2') })).items
    await undo(noted(latest?.id))
    expect(await refusedWith(noted(addition?.id))).toMatchObject({ why: 'in_use', detail: expect.stringContaining('asked') })
  })

  it('of a removal, with everything under it and the prices that held', async () => {
    const { own, model, client } = await lab()
    const before = await client.prices.inForce({ model: model('m1') })
    const { change } = await client.providers.remove({ key: own })
    expect(await failureOf(client.prices.inForce({ model: model('m1') }))).toMatchObject({ code: 'NOT_FOUND' })
    await undo(noted(change))
    expect((await client.prices.inForce({ model: model('m1') })).price).toEqual(before.price)
    expect((await client.pools.list({ provider: own })).items).toMatchObject([{ models: [model('m1'), model('m2'), model('m3')] }])
  })

  it('not of a removal whose name was given again, and what was given again has none of the old prices', async () => {
    const { own, model, client } = await lab()
    const { change } = await client.providers.remove({ key: own })
    const again = await client.providers.add({ key: own, kind: 'openai-compatible', baseUrl: 'https://llm.example/v2' })
    expect((await client.models.list({ provider: own })).items).toEqual([])
    expect(await refusedWith(noted(change))).toMatchObject({ why: 'changed_since', by: again.change })
    const model1 = await client.models.add({ ref: model('m1') })
    expect(model1.price).toBeNull()
    expect(
      (await client.prices.list({ model: model('m1') })).items.map(({ withdraws, withdrawnBy }) => [
        withdraws !== null,
        withdrawnBy !== null,
      ]),
    ).toEqual([
      [true, false],
      [false, true],
    ])
    await undo(noted(model1.change))
    await undo(noted(again.change))
    await undo(noted(change))
    expect((await client.models.get({ ref: model('m1') })).price?.tiers[0]?.rates.input).toBe(1_000_000)
  })

  it('of a price by a withdrawal, after which the very version before it is in force', async () => {
    const { model, client } = await lab()
    const before = await client.models.get({ ref: model('m1') })
    const rise = await client.prices.add({ model: model('m1'), tiers: [{ rates: rates(9) }], source: 'a list' })
    const change = noted(rise.change)
    expect((await client.models.get({ ref: model('m1') })).price?.id).toBe(rise.id)
    const undone = await undo(change)
    expect((await client.models.get({ ref: model('m1') })).price).toEqual(before.price)
    expect((await client.prices.list({ model: model('m1') })).items).toHaveLength(3)
    await undo(undone.id)
    expect((await client.models.get({ ref: model('m1') })).price).toMatchObject({ id: rise.id, withdrawnBy: null })
    const { change: withdrawn, withdraws } = await client.prices.withdraw({ id: rise.id, reason: 'called off' })
    expect(withdraws).toBe(rise.id)
    expect(await failureOf(client.prices.withdraw({ id: rise.id }))).toMatchObject({ code: 'CONFLICT', what: 'price', reason: 'state' })
    expect(await refusedWith(change)).toMatchObject({ why: 'changed_since', by: withdrawn })
  })

  it('not where it is from before rows were kept, or of a setting that there is no longer', async () => {
    for (const [kind, subject] of [
      ['model', 'lab-1/m1'],
      ['price', 'lab-1/m1'],
      ['setting', 'noSuchSetting'],
    ] as const)
      expect(await refusedWith(old(kind, subject))).toEqual({ why: 'too_old', by: null, detail: null })
  })

  it('but never a key, and no hold of a breaker', async () => {
    const { own, client } = await lab()
    await client.keys.set({ provider: own, place: 'env', env: 'LAB_API_KEY' })
    await client.breakers.hold({ service: `provider:${own}`, hold: 'open', reason: 'they asked us to' })
    const [held, keyed] = (await client.audit.list({ limit: 2 })).items
    expect(await refusedWith(noted(keyed?.id))).toMatchObject({ why: 'secret' })
    expect(await refusedWith(noted(held?.id))).toMatchObject({ why: 'not_undoable' })
    expect(held).toMatchObject({ kind: 'breaker', subject: `provider:${own}`, reason: 'they asked us to' })
  })

  it('with the key of an address bound to where it was given for', async () => {
    const { own, client } = await lab()
    await client.providers.set({ key: own, credential: 'env:LAB_API_KEY' })
    const { change } = await client.providers.set({ key: own, baseUrl: 'https://elsewhere.example/v1' })
    const given = await client.providers.set({ key: own, credential: 'env:LAB_API_KEY' })
    await undo(noted(change))
    const info = async () => (await client.keys.list()).items.find(({ provider }) => provider === own)
    expect(await info()).toMatchObject({ state: 'unbound', boundTo: 'https://elsewhere.example' })
    await undo(noted(given.change))
    expect(await info()).toMatchObject({ state: 'missing', boundTo: 'https://llm.example' })
  })
})
