import { describe, expect, it } from 'vitest'
import type { ModelRef } from '#contract/ids'
import { advance, advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { answered, serverError, tooFast } from '../builders/outcomes.ts'

const model = 'alpha/one' as ModelRef
const pool = (maxParallel: number) => [{ key: 'alpha', pools: [{ maxParallel }] }]

describe('probes that wait', () => {
  it('are told by prompt, with why and until when', async () => {
    const under = await openEngine({ rule: () => tooFast() })
    const run = await under.start(batchOf({ prompts: 3 }))
    const untilMs = under.clock.nowMs() + 30_000
    const { items } = await under.client.runs.waits({ run, limit: 10 })
    expect(items).toEqual(
      [1, 0, 0].map((attempts, promptIndex) => ({
        ...{ promptIndex, model, sample: 0, servedBy: model, cause: 'parked', untilMs, attempts, canRetryNow: true, fallback: null },
      })),
    )
    const first = await under.client.runs.waits({ run, limit: 2 })
    expect((await under.client.runs.waits({ run, limit: 2, after: first.next })).items).toEqual([items[2]])
  })

  it('between two tries say when the next one is', async () => {
    const under = await openEngine({ rule: () => serverError() })
    const run = await under.start(batchOf())
    const [row] = under.rows<{ untilMs: number }>('select wait_until_ms as untilMs from probe')
    expect((await under.client.runs.waits({ run, limit: 10 })).items).toMatchObject([{ cause: 'retry_backoff', untilMs: row?.untilMs }])
  })

  it('are none once the run rests', async () => {
    const under = await openEngine()
    const run = await under.start(batchOf())
    await advanceToRest(under, run)
    expect((await under.client.runs.waits({ run, limit: 10 })).items).toEqual([])
  })
})

describe('retry now', () => {
  it('sends one request of that probe before the end of the pause, and is remembered', async () => {
    const under = await openEngine({ providers: pool(4), rule: ({ index }) => (index < 5 ? tooFast() : answered()) })
    const run = await under.start(batchOf({ prompts: 10 }))
    await advance(under, 10_000)
    await under.client.runs.retryNow({ run, promptIndex: 7, model, sample: 0 })
    await under.settled()
    expect(under.provider.requests.slice(4).map(({ atMs, call }) => [atMs, call.messages[0]?.content])).toEqual([[10_000, 'Say 7.']])
    await advance(under, 20_000)
    expect(under.provider.requests).toHaveLength(5)
    expect(under.rows("select subject, json_extract(data, '$.by') as by from event where kind = 'retry_now'")).toEqual([
      { subject: 'model:alpha/one', by: 'ada' },
    ])
  })

  it('ends the wait between two tries', async () => {
    const under = await openEngine({ rule: ({ index }) => (index === 0 ? serverError() : answered()) })
    const run = await under.start(batchOf())
    await under.client.runs.retryNow({ run, promptIndex: 0, model, sample: 0 })
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(under.provider.arrivals).toEqual([0, 0])
  })

  it('lets one call through an open breaker', async () => {
    const under = await openEngine({ rule: ({ atMs }) => (atMs < 10_000 ? serverError() : answered()) })
    const run = await under.start(batchOf({ prompts: 20 }))
    await advance(under, 10_000)
    const before = under.provider.requests.length
    await under.client.runs.retryNow({ run, promptIndex: 19, model, sample: 0 })
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(under.provider.requests[before]).toMatchObject({ atMs: 10_000, call: { messages: [{ content: 'Say 19.' }] } })
  })

  it('breaks no limit', async () => {
    const under = await openEngine({ providers: [{ key: 'alpha', pools: [{ requestsPerMinute: 1 }] }] })
    const run = await under.start(batchOf({ prompts: 3 }))
    await expect(under.client.runs.retryNow({ run, promptIndex: 2, model, sample: 0 })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(under.provider.requests).toHaveLength(1)
  })

  it('of a pool lets out whoever has waited longest', async () => {
    const under = await openEngine({ rule: () => tooFast() })
    await under.start(batchOf({ prompts: 3 }))
    await advance(under, 1000)
    await under.client.pools.retryNow({ provider: 'alpha', name: 'default' } as Parameters<typeof under.client.pools.retryNow>[0])
    await under.settled()
    expect(under.provider.arrivals).toEqual([0, 1000])
  })
})

describe('skip', () => {
  it('ends a waiting probe as cancelled, on disk, and the run goes on', async () => {
    const under = await openEngine({ rule: ({ index }) => (index === 0 ? tooFast() : answered()) })
    const run = await under.start(batchOf({ prompts: 3 }))
    await under.client.runs.skip({ run, promptIndex: 0, model, sample: 0 })
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(under.rows('select status, code from probe order by prompt_idx')).toEqual([
      { status: 'cancelled', code: 'CANCELLED' },
      { status: 'succeeded', code: null },
      { status: 'succeeded', code: null },
    ])
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 2, cancelled: 1, failed: 0 })
  })

  it('of what does not wait is a conflict', async () => {
    const under = await openEngine()
    const run = await under.start(batchOf())
    await advanceToRest(under, run)
    await expect(under.client.runs.skip({ run, promptIndex: 0, model, sample: 0 })).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('use fallback', () => {
  it('asks the model that is mapped, whatever the run allows', async () => {
    const providers = [{ key: 'alpha' }, { key: 'beta', models: [{ wireId: 'two' }] }]
    const under = await openEngine({ providers, rule: ({ call }) => (call.wireId === 'one' ? tooFast(3_600_000) : answered()) })
    await under.client.models.setFallback({ ref: model, fallback: 'beta/two' as ModelRef })
    const run = await under.start(batchOf({ prompts: 2 }))
    expect((await under.client.runs.waits({ run, limit: 1 })).items).toMatchObject([{ fallback: 'beta/two' }])
    await under.client.runs.useFallback({ run, promptIndex: 0, model, sample: 0 })
    await under.settled()
    expect(under.rows('select status, used_fallback from probe order by prompt_idx')).toEqual([
      { status: 'succeeded', used_fallback: 1 },
      { status: 'pending', used_fallback: 0 },
    ])
  })

  it('is a conflict where no model is mapped', async () => {
    const under = await openEngine({ rule: () => tooFast() })
    const run = await under.start(batchOf())
    await expect(under.client.runs.useFallback({ run, promptIndex: 0, model, sample: 0 })).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { detail: 'no model may answer in its place' },
    })
  })
})

describe('the live view of pools', () => {
  it('tells the latest state when something changed, and ends with its reader', async () => {
    const under = await openEngine({ providers: pool(4), rule: ({ index }) => (index < 4 ? tooFast() : answered()) })
    const ending = new AbortController()
    const states = await under.client.pools.watch({}, { signal: ending.signal })
    const first = (await states.next()).value
    expect(first).toMatchObject({ seq: 1, pools: [{ provider: 'alpha', name: 'default', inFlight: 0, limit: 4, queued: 0, cause: null }] })
    await under.start(batchOf({ prompts: 10 }))
    const untilMs = under.clock.nowMs() + 30_000
    const second = states.next()
    await advance(under, 500)
    expect((await second).value).toMatchObject({
      seq: 2,
      pools: [{ inFlight: 0, queued: 10, parkedUntilMs: untilMs, parkedCause: 'RATE_LIMITED', cause: 'parked', untilMs, breakers: [] }],
    })
    const third = states.next()
    ending.abort()
    await expect(third).rejects.toMatchObject({ name: 'AbortError' })
    await under.settled()
  })

  it('names the breakers that are not closed, and what is left of the minute', async () => {
    const limited = [{ key: 'alpha', pools: [{ requestsPerMinute: 60, tokensPerMinute: 100_000, requestsPerDay: 100 }] }]
    const under = await openEngine({ providers: limited, rule: ({ index }) => (index === 0 ? answered() : serverError()) })
    await under.client.settings.set({ key: 'maxAttempts', value: 1 })
    await under.start(batchOf({ prompts: 30 }))
    await advance(under, 20_000)
    const states = await under.client.pools.watch({})
    const { value } = await states.next()
    await states.return?.(undefined)
    expect(value).toMatchObject({
      pools: [{ cause: 'breaker', breakers: [{ service: 'model:alpha/one', state: 'open' }], requestsLeft: 54, requestsLeftToday: 94 }],
    })
  })
})
