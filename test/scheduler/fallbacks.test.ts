import { describe, expect, it } from 'vitest'
import type { ModelRef } from '#contract/ids'
import { advance, advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed, serverError, tooFast } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const startAtMs = 1_795_000_000_000
const [one, two, three] = ['alpha/one', 'beta/two', 'beta/three'] as ModelRef[] as [ModelRef, ModelRef, ModelRef]
const providers = [
  { key: 'alpha', pools: [{ maxParallel: 1 }] },
  {
    key: 'beta',
    pools: [{ maxParallel: 2 }],
    models: [{ wireId: 'two', price: { input: '10', output: '20' } }, { wireId: 'three' }],
  },
]
/** `one` fails as told, whoever else is asked answers. */
const without =
  (outcome: () => ReturnType<typeof failed>): Rule =>
  ({ call }) =>
    call.wireId === 'one' ? outcome() : answered({ text: `from ${call.wireId}` })

async function open(rule: Rule, more: Parameters<typeof openEngine>[0] = {}): Promise<EngineUnderTest> {
  const under = await openEngine({ startAtMs, providers, rule, ...more })
  await under.client.models.setFallback({ ref: one, fallback: two })
  return under
}

const probes = (under: EngineUnderTest) =>
  under.rows(`select probe.status, probe.code, used_fallback, served.wire_id as served, asked.wire_id as asked, count(*) as probes from probe
    left join model served on served.id = served_model_id join model asked on asked.id = probe.model_id group by 1, 2, 3, 4, 5 order by 1`)

describe('a batch that allows fallbacks', () => {
  it('is refused where a fallback could not be asked the same, naming both models', async () => {
    const under = await open(without(serverError))
    under.provider.unsayable = ({ wireId, parameters }) => (wireId === 'two' && parameters.seed === 7 ? 'no seed there.' : undefined)
    const asked = (allowFallback: boolean) => under.client.runs.quote({ batch: batchOf({ allowFallback, parameters: { seed: 7 } }) })
    await expect(asked(true)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: {
        issues: [{ path: 'allowFallback', message: expect.stringMatching(/^alpha\/one falls back to beta\/two: no seed there\. /) }],
      },
    })
    expect(await asked(false)).toMatchObject({ probes: 1 })
  })
})

describe('a probe whose model cannot answer', () => {
  it('falls back when its retries are exhausted, and is priced and counted as what served it', async () => {
    const under = await open(without(serverError))
    const run = await under.start(batchOf({ allowFallback: true }))
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(probes(under)).toEqual([{ status: 'succeeded', code: null, used_fallback: 1, served: 'two', asked: 'one', probes: 1 }])
    expect(under.rows('select number, kind, state, cost_nanousd from attempt order by id').slice(-2)).toEqual([
      { number: 5, kind: 'retry', state: 'failed', cost_nanousd: 0 },
      { number: 6, kind: 'fallback', state: 'answered', cost_nanousd: 500_000 },
    ])
    expect((await under.client.runs.results({ run })).items).toMatchObject([{ model: one, succeeded: 1, usedFallback: 1 }])
    expect(under.rows("select subject, data from event where kind = 'fallback'")).toEqual([
      { subject: 'model:alpha/one', data: expect.stringContaining('"to":"beta/two","code":"SERVER_ERROR"') },
    ])
  })

  it('does not, unless the run allows it', async () => {
    const under = await open(without(serverError))
    await advanceToRest(under, await under.start(batchOf()))
    expect(probes(under)).toEqual([{ status: 'failed', code: 'SERVER_ERROR', used_fallback: 0, served: null, asked: 'one', probes: 1 }])
  })

  it.each(['BAD_REQUEST', 'CONTEXT_TOO_LONG', 'CONTENT_FILTERED', 'PERMISSION_DENIED'] as const)(
    'does not on %s, which another try would not mend',
    async (code) => {
      const under = await open(without(() => failed(code)))
      await advanceToRest(under, await under.start(batchOf({ allowFallback: true })))
      expect(probes(under)).toMatchObject([{ status: 'failed', code, used_fallback: 0 }])
    },
  )

  it('falls back once, whatever the mapping of its fallback says, with tries of its own', async () => {
    const under = await open(({ call }) => (call.wireId === 'three' ? answered() : serverError()))
    await under.client.models.setFallback({ ref: two, fallback: three })
    await advanceToRest(under, await under.start(batchOf({ allowFallback: true })))
    expect(probes(under)).toEqual([{ status: 'failed', code: 'SERVER_ERROR', used_fallback: 1, served: null, asked: 'one', probes: 1 }])
    expect(under.provider.requests.map(({ call }) => call.wireId)).toEqual([...Array(5).fill('one'), ...Array(5).fill('two')])
  })

  it('falls back where its breaker does not close in time', async () => {
    const under = await open(without(serverError))
    const run = await under.start(batchOf({ prompts: 20, allowFallback: true, maxWaitMs: 10_000 }))
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(probes(under)).toEqual([{ status: 'succeeded', code: null, used_fallback: 1, served: 'two', asked: 'one', probes: 20 }])
    expect(under.provider.requests.filter(({ call }) => call.wireId === 'one')).toHaveLength(5)
  })

  it('falls back where its pool does not open in time', async () => {
    const under = await open(without(() => tooFast(600_000)))
    const run = await under.start(batchOf({ prompts: 3, allowFallback: true, maxWaitMs: 10_000 }))
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(probes(under)).toEqual([{ status: 'succeeded', code: null, used_fallback: 1, served: 'two', asked: 'one', probes: 3 }])
  })

  it('stays with it where the fallback cannot be asked', async () => {
    const under = await open(without(serverError))
    await under.client.providers.set({ key: 'beta', isEnabled: false } as Parameters<typeof under.client.providers.set>[0])
    await advanceToRest(under, await under.start(batchOf({ allowFallback: true })))
    expect(probes(under)).toMatchObject([{ status: 'failed', code: 'SERVER_ERROR', used_fallback: 0 }])
  })
})

describe('the results of a run of which some probes fell back', () => {
  /** The first three prompts of ten are too much for `one`, which answers in 100 ms; `two` does in 900. */
  const some: Rule = ({ call }, clock) => {
    const answeredIn = (ms: number) => clock.sleep(ms).then(() => answered({ timeToFirstChunkMs: ms / 10 }))
    if (call.wireId === 'two') return answeredIn(900)
    return /[012]/.test(String(call.messages[0]?.content)) ? serverError() : answeredIn(100)
  }
  const resultsOf = async (under: EngineUnderTest) => {
    await under.client.settings.set({ key: 'maxAttempts', value: 2 })
    const run = await under.start(batchOf({ prompts: 10, allowFallback: true }))
    await advanceToRest(under, run)
    const of = async (fallback: 'include' | 'exclude' | 'only') => (await under.client.runs.results({ run, fallback })).items[0]
    return { run, include: await of('include'), exclude: await of('exclude'), only: await of('only') }
  }

  it('can be had of them alone, with the cost, the tokens and the latency of the model that served', async () => {
    const { only, exclude } = await resultsOf(await open(some))
    const price = { ofOne: 10 * 1000 + 20 * 2000, ofTwo: 10 * 10_000 + 20 * 20_000 }
    expect(only).toMatchObject({
      ...{ model: one, probes: 3, succeeded: 3, failed: 0, usedFallback: 3, inputTokens: 30, outputTokens: 60 },
      ...{ cost: { nanoUsd: 3 * price.ofTwo }, p50LatencyMs: 900, p95LatencyMs: 900, p50TimeToFirstChunkMs: 90, retries: 3 },
    })
    expect(exclude).toMatchObject({
      ...{ model: one, probes: 7, succeeded: 7, failed: 0, usedFallback: 0, inputTokens: 70, outputTokens: 140 },
      ...{ cost: { nanoUsd: 7 * price.ofOne }, p50LatencyMs: 100, p95LatencyMs: 100, p50TimeToFirstChunkMs: 10, retries: 0 },
    })
  })

  it('add up to those of all', async () => {
    const { include, exclude, only } = await resultsOf(await open(some))
    expect(include).toMatchObject({ probes: 10, succeeded: 10, usedFallback: 3, p50LatencyMs: 100, p95LatencyMs: 900 })
    for (const name of ['probes', 'succeeded', 'failed', 'retries', 'usedFallback', 'inputTokens', 'outputTokens'] as const)
      expect([name, Number(exclude?.[name]) + Number(only?.[name])]).toEqual([name, include?.[name]])
    expect(Number(exclude?.cost.nanoUsd) + Number(only?.cost.nanoUsd)).toBe(include?.cost.nanoUsd)
    const coverage = (name: 'none' | 'computed') => Number(exclude?.cost.coverage[name].calls) + Number(only?.cost.coverage[name].calls)
    expect([coverage('none'), coverage('computed')]).toEqual([6, 10])
  })

  it('name the failures of either', async () => {
    const under = await open(({ call }) => (call.wireId === 'two' ? failed('BAD_REQUEST') : serverError()))
    const { include, exclude, only } = await resultsOf(under)
    expect(only?.failures).toEqual([{ code: 'BAD_REQUEST', probes: 10 }])
    expect([include?.failures, exclude?.failures]).toEqual([only?.failures, []])
  })

  it('say of each call and each probe who served it, at whose price', async () => {
    const under = await open(some)
    const { run } = await resultsOf(under)
    const { items } = await under.client.runs.probes({ run, limit: 10 })
    expect(items[0]).toMatchObject({
      model: one,
      servedModel: two,
      usedFallback: true,
      costSnapshot: { costInputPerMillion: '10', costOutputPerMillion: '20' },
    })
    expect(items[9]).toMatchObject({ model: one, servedModel: one, usedFallback: false, costSnapshot: { costInputPerMillion: '1' } })
  })
})

describe('a probe that fell back', () => {
  it('waits in the pool of its fallback, and goes on there after a crash', async () => {
    const first = await open(({ call }) => (call.wireId === 'one' ? serverError() : tooFast(60_000)))
    await first.client.settings.set({ key: 'maxAttempts', value: 2 })
    const run = await first.start(batchOf({ prompts: 4, allowFallback: true, maxWaitMs: 100_000 }))
    await advance(first, 58_000)
    expect(first.rows('select count(*) as fallen from probe where used_fallback = 1')).toEqual([{ fallen: 4 }])
    const next = await openEngine({ workspace: first.crashed(), startAtMs: startAtMs + 58_000, providers, rule: without(serverError) })
    await next.client.runs.resume({ run })
    expect(await advanceToRest(next, run)).toBe('finished')
    expect(new Set(next.provider.requests.map(({ call }) => call.wireId))).toEqual(new Set(['two']))
    expect(probes(next)).toEqual([{ status: 'succeeded', code: null, used_fallback: 1, served: 'two', asked: 'one', probes: 4 }])
  })

  it('counts against the memory of its lane, so that an open breaker does not load the whole run', async () => {
    const under = await open(({ call }, clock) => (call.wireId === 'one' ? serverError() : clock.sleep(1000).then(() => answered())))
    await under.client.breakers.hold({ service: 'model:alpha/one', hold: 'open', reason: 'it is ill' })
    const run = await under.start(batchOf({ prompts: 5000, allowFallback: true, maxWaitMs: 0 }))
    await advance(under, 10_000)
    expect(under.value<number>('select count(*) from probe')).toBeLessThan(2000)
    await under.client.runs.cancel({ run, drain: false })
  })
})
