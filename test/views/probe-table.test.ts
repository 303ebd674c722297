import { describe, expect, it } from 'vitest'
import { ModelRef } from '#contract/ids'
import { advance, batchOf, openEngine } from '../builders/engine.ts'
import { answered, failed } from '../builders/outcomes.ts'

const twoModels = [{ key: 'alpha', models: [{ wireId: 'one' }, { wireId: 'two' }] }]

describe('the table of a run’s probes', () => {
  it('shows each probe in one line', async () => {
    const under = await openEngine({ rule: () => answered({ text: 'Paris.', timeToFirstChunkMs: 30 }) })
    const run = await under.start(batchOf({ prompts: 3 }))
    await advance(under, 1000)
    const { items, total, seq } = await under.client.runs.probeTable({ run })
    expect(total).toBe(3)
    expect(seq).toBeGreaterThan(0)
    expect(items).toEqual((await under.client.runs.probeTable({ run, offset: 0, limit: 200 })).items)
    expect(items[1]).toMatchObject({
      promptIndex: 1,
      prompt: 'Say 1.',
      model: 'alpha/one',
      servedModel: 'alpha/one',
      status: 'succeeded',
      attempts: 1,
      usage: { uncachedInputTokens: 10, textOutputTokens: 20 },
      durationMs: 0,
      timeToFirstChunkMs: 30,
      answer: 'Paris.',
      endedAtMs: under.clock.nowMs() - 1000,
    })
    const { items: probes } = await under.client.runs.probes({ run })
    expect(items.map((row) => row.estimatedCost)).toEqual(probes.map((probe) => probe.estimatedCost))
  })

  it('is filtered by models, codes and text, the text that all prompts share included', async () => {
    const under = await openEngine({
      providers: twoModels,
      rule: ({ call }) => (call.wireId === 'two' ? failed('BAD_REQUEST') : answered()),
    })
    const run = await under.start(batchOf({ prompts: 4, models: ['alpha/one', 'alpha/two'] }))
    await advance(under, 10_000)
    const count = async (filter: Parameters<typeof under.client.runs.probeTable>[0]['filter']) =>
      (await under.client.runs.probeTable({ run, filter })).total
    expect(await count({})).toBe(8)
    expect(await count({ models: [ModelRef.parse('alpha/two')] })).toBe(4)
    expect(await count({ codes: ['BAD_REQUEST'], statuses: ['failed'] })).toBe(4)
    expect(await count({ text: 'say' })).toBe(8)
    expect(await count({ text: '3' })).toBe(2)
    expect(await count({ text: 'ok' })).toBe(4)
  })

  it('is sorted by the names of models', async () => {
    const under = await openEngine({ providers: twoModels })
    const run = await under.start(batchOf({ prompts: 2, models: ['alpha/two', 'alpha/one'] }))
    await advance(under, 1000)
    const { items } = await under.client.runs.probeTable({ run, sort: { by: 'model', direction: 'desc' } })
    expect(items.map(({ model }) => model)).toEqual(['alpha/two', 'alpha/two', 'alpha/one', 'alpha/one'])
  })

  it('holds, when asked for again, all that had changed by the count it was asked at', async () => {
    const under = await openEngine({
      rule: async (_, clock) => {
        await clock.sleep(10)
        return answered()
      },
    })
    const run = await under.start(batchOf({ prompts: 50 }))
    const before = await under.client.runs.probeTable({ run, filter: { statuses: ['succeeded'] } })
    await advance(under, 100)
    const after = await under.client.runs.probeTable({ run, filter: { statuses: ['succeeded'] } })
    expect(after.seq).toBeGreaterThan(before.seq)
    expect([before.total, after.total]).toEqual([0, 10])
    await advance(under, 1000)
  })

  it('of a run or a model that is not there is NOT_FOUND', async () => {
    const under = await openEngine()
    const run = await under.start(batchOf())
    await expect(under.client.runs.probeTable({ run: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as never })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(under.client.runs.probeTable({ run, filter: { models: [ModelRef.parse('alpha/none')] } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await advance(under, 100)
  })
})
