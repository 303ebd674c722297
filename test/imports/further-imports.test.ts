import { describe, expect, it } from 'vitest'
import { failureOf } from '../builders/failure.ts'
import { sharedEngine } from './shared-engine.ts'
import { modelsDev, rowsOf, take } from './sources.ts'

const shared = sharedEngine()

describe('a further import', () => {
  it.each(['litellm first', 'models.dev first'])(
    'of two sources that contradict each other keeps what the first brought: %s',
    async (order) => {
      const l = shared.litellm({ three: { input_cost_per_token: 3e-6, max_input_tokens: 1000 } })
      const m = modelsDev({ [shared.alpha]: { three: { cost: { input: 4, output: 2 }, limit: { context: 2000, output: 500 } } } })
      const [first, second] = order === 'litellm first' ? [l, m] : [m, l]
      const three = shared.ref('three')
      await take(shared.client, first)
      const brought = [await shared.input(three), (await shared.client.models.get({ ref: three })).contextWindow]
      const { preview } = await take(shared.client, second)
      expect(preview.conflicts).toBe(1)
      for (const text of [first, second, first]) expect((await take(shared.client, text)).done.change).toBeNull()
      expect([await shared.input(three), (await shared.client.models.get({ ref: three })).contextWindow]).toEqual(brought)
      const [row] = await shared.freshRows(second)
      expect(row).toMatchObject({ kind: 'changed', reason: 'conflict', isPicked: false })
      expect(row?.conflicts.map(({ field }) => field).sort()).toEqual(['contextWindow', 'input'])
      const { id } = await shared.client.imports.preview({ name: 'a file', text: second })
      await shared.client.imports.apply({ id, acceptShort: true, pick: { added: [0] } })
      expect(await shared.input(three)).not.toBe(brought[0])
    },
  )

  it('follows its own source where it says something new', async () => {
    const three = shared.ref('three')
    await take(shared.client, shared.litellm({ three: { max_input_tokens: 1000 } }))
    await take(shared.client, shared.litellm({ three: { max_input_tokens: 3000, input_cost_per_token: 9e-6 } }))
    expect(await shared.client.models.get({ ref: three })).toMatchObject({
      contextWindow: 3000,
      price: { tiers: [{ rates: { input: 9_000_000 } }] },
    })
  })

  it('takes silence for nothing: what a source no longer says of a limit stays, and a class it never named contradicts nobody', async () => {
    await take(shared.client, shared.litellm({ three: { max_input_tokens: 1000, cache_read_input_token_cost: 1e-7 } }))
    expect(
      (await take(shared.client, modelsDev({ [shared.alpha]: { three: { name: 'three', cost: { input: 1, output: 2 } } } }))).done.change,
    ).toBeNull()
    await take(shared.client, shared.litellm({ three: { cache_read_input_token_cost: 1e-7 } }))
    expect(await shared.client.models.get({ ref: shared.ref('three') })).toMatchObject({
      contextWindow: 1000,
      price: { tiers: [{ rates: { cacheRead: 100_000, cacheWrite5m: null } }] },
    })
  })

  it('shows what is gone since the last of its source, deprecates it when it is picked, and not while something needs it', async () => {
    await take(shared.client, shared.litellm({ one: {}, three: {}, four: {}, five: {} }))
    await shared.client.models.setDefault({ ref: shared.ref('one') })
    await shared.client.models.setFallback({ ref: shared.ref('two'), fallback: shared.ref('three') })
    const preview = await shared.client.imports.preview({ name: 'a file', text: shared.litellm({ five: {} }) })
    expect(preview).toMatchObject({ counts: { gone: 3 }, picked: 0, lastEntries: 4, isSuspiciouslyShort: true })
    const rows = await rowsOf(shared.client, preview, { gone: true })
    expect(rows.map(({ name, kind, canPick, detail }) => [name, kind, canPick, detail])).toEqual([
      [shared.ref('five'), 'same', false, null],
      [shared.ref('four'), 'gone', true, 'the source no longer has it: picked, it is deprecated'],
      [shared.ref('one'), 'gone', false, 'it is the default of its provider: name another first'],
      [shared.ref('three'), 'gone', false, 'two falls back to it: change that first'],
    ])
    const pick = { added: [1] }
    expect(await failureOf(shared.client.imports.apply({ id: preview.id, pick }))).toMatchObject({ code: 'CONFLICT', reason: 'state' })
    await shared.client.imports.apply({ id: preview.id, pick, acceptShort: true })
    expect(await shared.client.models.get({ ref: shared.ref('four') })).toMatchObject({ status: 'deprecated' })
  })
})
