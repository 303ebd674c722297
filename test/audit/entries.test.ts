import { describe, expect, it } from 'vitest'
import type { PoolName } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import { noted, openDesk } from './desk.ts'

const { lab } = openDesk()

describe('an entry of the audit', () => {
  it('says who, by which door, why, and the first of what it changed in the contract’s words', async () => {
    const { own, client } = await lab()
    const { change } = await client.pools.set({
      provider: own,
      name: 'default' as PoolName,
      limits: { maxParallel: 7, adaptive: true },
      reason: ' as agreed ',
    })
    const { items } = await client.audit.list({ limit: 1 })
    expect(items).toEqual([
      {
        ...{ id: change, seq: expect.any(Number), atMs: expect.any(Number), user: 'ada', origin: 'test', action: 'set', kind: 'pool' },
        ...{ subject: `${own}/default`, reason: 'as agreed', changes: 1, undoes: null, undoneBy: null },
        fields: [
          { name: 'maxParallel', before: 1, after: 7 },
          { name: 'adaptive', before: false, after: true },
        ],
      },
    ])
  })

  it('is found by kind, subject, part of a name, person, door, action and time', async () => {
    const { own, model, client } = await lab()
    await client.pools.add({ provider: own, name: 'batch' as PoolName, limits: {}, models: [model('m1')] })
    const list = async (filter: Parameters<typeof client.audit.list>[0]) =>
      (await client.audit.list(filter)).items.map(({ action, kind }) => `${action} ${kind}`)
    expect(await list({ subject: model('m1') })).toEqual(['add pool', 'add model'])
    expect(await list({ subject: model('m1'), kind: 'model' })).toEqual(['add pool', 'add model'])
    expect(await list({ subject: `${own}/batch`, kind: 'pool' })).toEqual(['add pool'])
    expect(await list({ search: own.toUpperCase(), kind: 'price' })).toEqual(['add model', 'add model', 'add model'])
    expect(await list({ search: own, action: 'add', user: 'ada', origin: 'test', kind: 'provider' })).toEqual(['add provider'])
    expect(await list({ search: own, user: 'nobody' })).toEqual([])
    const [newest] = (await client.audit.list({ limit: 1 })).items
    expect(await list({ search: own, toMs: 1 as EpochMs })).toEqual([])
    expect((await client.audit.list({ fromMs: newest?.atMs, search: own })).items[0]?.id).toBe(newest?.id)
  })

  it('pages through its changes, and through the entries, each once', async () => {
    const { own, client } = await lab()
    const { change } = await client.providers.remove({ key: own })
    const id = noted(change)
    const first = await client.audit.get({ id, limit: 3 })
    const second = await client.audit.get({ id, limit: 3, after: first.changes.next })
    expect([first, second].flatMap(({ changes }) => changes.items).map(({ kind, subject, did }) => `${did} ${kind} ${subject}`)).toEqual([
      ...['m1', 'm2', 'm3'].map((wireId) => `removed model ${own}/${wireId}`),
      ...[`removed pool ${own}/default`, `removed provider ${own}`],
    ])
    expect(second.changes.next).toBeUndefined()
    const pages = await client.audit.list({ search: own, limit: 2 })
    const rest = await client.audit.list({ search: own, limit: 9, after: pages.next })
    expect(new Set([...pages.items, ...rest.items].map((entry) => entry.id)).size).toBe(5)
  })
})
