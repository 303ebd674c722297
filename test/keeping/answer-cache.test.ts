import { describe, expect, it } from 'vitest'
import type { Batch } from '#contract/batch'
import { ModelRef } from '#contract/ids'
import { advanceToRest, type BatchFacts, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const dayMs = 86_400_000
const one = ModelRef.parse('alpha/one')
const cached = (facts: BatchFacts = {}): Batch => batchOf({ cache: true, prompts: 3, ...facts })
const providers = [{ key: 'alpha', models: [{ wireId: 'one' }, { wireId: 'two' }] }]
const open = (rule?: Rule) => openEngine({ providers, ...(rule && { rule }) })

/** Runs it to its end; answers with how many requests it sent. */
async function sentBy(under: EngineUnderTest, batch: Batch): Promise<number> {
  const before = under.provider.requests.length
  const run = await under.start(batch)
  expect(await advanceToRest(under, run)).toBe('finished')
  return under.provider.requests.length - before
}

describe('a run with a cache', () => {
  it('sends nothing that was answered before, and says where its answers come from', async () => {
    const under = await open(({ index }) => answered({ text: `answer ${index}` }))
    expect(await sentBy(under, cached())).toBe(3)
    const run = await under.start(cached())
    await advanceToRest(under, run)

    expect(under.provider.requests).toHaveLength(3)
    const { counts, cost } = await under.summary(run)
    expect(counts).toEqual({
      total: 3,
      succeeded: 3,
      failed: 0,
      cancelled: 0,
      interrupted: 0,
      inFlight: 0,
      waiting: 0,
      attempts: 0,
      cached: 3,
    })
    expect(cost.nanoUsd).toBe(0)
    const [result] = (await under.client.runs.results({ run })).items
    expect(result).toMatchObject({ succeeded: 3, cached: 3, inputTokens: 0 })
    const transcript = await under.client.runs.transcript({ run, promptIndex: 1, model: one, sample: 0 })
    expect(transcript).toMatchObject({
      status: 'succeeded',
      isCached: true,
      attempts: 0,
      calls: [],
      bodiesDropped: false,
      servedModel: one,
    })
    expect(transcript.answer).toBe('answer 1')
    expect(transcript.estimatedCost).toMatchObject({ nanoUsd: 0, state: 'none' })
    expect(transcript.cachedFrom?.call).toBe(under.value('select ulid from attempt where id = 2'))
    const [row] = (await under.client.runs.probeTable({ run })).items
    expect(row).toMatchObject({ isCached: true, answer: 'answer 0', usage: null, estimatedCost: { nanoUsd: 0, state: 'none' } })
  })

  it.each([
    ['without a cache', { cache: false }],
    ['of another prompt', { prompt: 'Tell {{n}}.' }],
    ['of another model', { models: ['alpha/two'] }],
    ['with another parameter', { parameters: { temperature: 1 } }],
  ])('does not answer a run %s', async (_name, change) => {
    const under = await open()
    await sentBy(under, cached())
    expect(await sentBy(under, cached(change))).toBe(3)
  })

  it('can be looked at, and added up, without what was kept, or as that alone', async () => {
    const under = await open(({ index }) => answered({ text: `answer ${index}` }))
    await sentBy(under, cached({ prompts: 2 }))
    const run = await under.start(cached({ prompts: 5 }))
    await advanceToRest(under, run)
    const promptsOf = async (isCached: boolean) => {
      const { items } = await under.client.runs.probeTable({ run, filter: { cached: isCached } })
      return items.map(({ promptIndex }) => promptIndex)
    }
    expect([await promptsOf(true), await promptsOf(false)]).toEqual([
      [0, 1],
      [2, 3, 4],
    ])
    const { models, warnings } = await under.client.outcomes.overview({ run, filter: { cached: false } })
    expect(models[0]).toMatchObject({ probes: 3, cached: 0 })
    expect(warnings).toEqual([])
  })

  it('answers further samples of a prompt by asking', async () => {
    const under = await open()
    await sentBy(under, cached({ prompts: 1 }))
    expect(await sentBy(under, cached({ prompts: 1, samples: 3 }))).toBe(2)
  })

  it('asks again once an answer has expired, by the days that are set', async () => {
    const under = await open()
    await under.client.settings.set({ key: 'answerCacheDays', value: 2 })
    await sentBy(under, cached())
    await under.clock.advance(2 * dayMs - 1)
    expect(await sentBy(under, cached())).toBe(0)
    await under.clock.advance(1)
    expect(await sentBy(under, cached())).toBe(3)
  })

  it('keeps only what the model itself has answered to its end', async () => {
    const rule: Rule = ({ call: { wireId } }) =>
      wireId === 'one' ? failed('SERVER_ERROR', { httpStatus: 500 }) : answered({ finishReason: 'length' })
    const under = await open(rule)
    await under.client.models.setFallback({ ref: one, fallback: ModelRef.parse('alpha/two') })
    const run = await under.start(cached({ allowFallback: true, prompts: 1 }))
    await advanceToRest(under, run)
    under.provider.rule = ({ call: { wireId } }) => (wireId === 'one' ? failed('SERVER_ERROR', { httpStatus: 500 }) : answered())
    const again = await under.start(cached({ allowFallback: true, prompts: 1 }))
    await advanceToRest(under, again)
    await sentBy(under, cached({ models: ['alpha/two'], prompts: 1 }))

    expect((await under.summary(again)).counts).toMatchObject({ succeeded: 1 })
    expect(under.rows('select model_id from answer_cache')).toEqual([{ model_id: 2 }])
  })

  it('goes on after a crash without asking for what was answered meanwhile', async () => {
    const first = await open(({ index }, clock) => (index === 0 ? clock.sleep(60_000).then(() => answered()) : answered()))
    const run = await first.start(cached({ prompts: 1 }))
    const next = await openEngine({ providers, workspace: first.crashed(), startAtMs: first.clock.nowMs() })
    await sentBy(next, cached({ prompts: 2 }))
    const sent = next.provider.requests.length
    await next.client.runs.resume({ run, interrupted: 'resend' })
    await advanceToRest(next, run)

    expect(next.provider.requests).toHaveLength(sent)
    expect((await next.summary(run)).counts).toMatchObject({ succeeded: 1, cached: 1, attempts: 1 })
    expect(await next.client.cache.status()).toMatchObject({ entries: 2, hits: 1, models: [{ model: one, entries: 2 }] })
  })

  it('says what is kept and saved, and forgets it when it is told', async () => {
    const under = await open(() => answered({ text: 'eight by' }))
    await sentBy(under, cached())
    await sentBy(under, cached())
    const spent = under.value<number>('select sum(cost_nanousd) from attempt')

    expect(spent).toBeGreaterThan(0)
    expect(await under.client.cache.status()).toMatchObject({ entries: 3, bytes: 24, hits: 3, savedNanoUsd: spent })
    expect(await under.client.cache.clear({ model: ModelRef.parse('alpha/two') })).toEqual({ cleared: 0 })
    expect(await under.client.cache.clear({})).toEqual({ cleared: 3 })
    expect(await sentBy(under, cached())).toBe(3)
    expect(await under.client.cache.status()).toMatchObject({ hits: 3, savedNanoUsd: spent })
  })
})
