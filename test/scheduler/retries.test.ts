import { describe, expect, it } from 'vitest'
import { ProviderKey } from '#contract/ids'
import type { CallFailureCode, SecretStore } from '#engine/ports'
import { advance, advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { answered, failed, serverError } from '../builders/outcomes.ts'
import type { SeenRequest } from '../fakes/scripted-provider.ts'

const alpha = ProviderKey.parse('alpha')
const gaps = (instants: readonly number[]) => instants.slice(1).map((atMs, index) => atMs - (instants[index] ?? 0))
const alerts = (lines: readonly { readonly message: string }[]) => lines.filter(({ message }) => message === 'a person must act').length

describe('a failure that may pass', () => {
  it.each([
    ['OVERLOADED', 529],
    ['SERVER_ERROR', 500],
    ['TIMEOUT', undefined],
    ['NETWORK', undefined],
    ['INVALID_RESPONSE', 200],
  ] as const)('%s is tried five times in all, then the probe fails with it', async (kind, httpStatus) => {
    const under = await openEngine({ rule: () => failed(kind, { httpStatus, stage: httpStatus === undefined ? 'unanswered' : 'refused' }) })
    const run = await under.start(batchOf())
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(under.rows('select status, code, attempts, allowance_used from probe')).toEqual([
      { status: 'failed', code: kind, attempts: 5, allowance_used: 5 },
    ])
    expect(under.rows('select number, kind from attempt order by id').slice(0, 2)).toEqual([
      { number: 1, kind: 'first' },
      { number: 2, kind: 'retry' },
    ])
  })

  it('waits up to 1, 2, 4 and 8 s, anywhere in between, and the instant is on disk', async () => {
    const isIll = ({ call }: SeenRequest) => Number(/\d+/.exec(call.messages[0]?.content ?? '')?.[0]) < 100
    const under = await openEngine({
      providers: [{ key: 'alpha', pools: [{ maxParallel: 100 }] }],
      rule: (request) => (isIll(request) ? serverError() : answered()),
    })
    await under.client.breakers.hold({ service: 'model:alpha/one', hold: 'closed', reason: 'its retries are looked at' })
    const run = await under.start(batchOf({ prompts: 2500 }))
    const planned = under.rows<{ untilMs: number }>(`select wait_until_ms as untilMs from probe where wait_cause = 'retry_backoff'`)
    expect(planned).toHaveLength(100)
    const waits = planned.map(({ untilMs }) => untilMs - under.clock.nowMs())
    expect(Math.max(...waits)).toBeLessThanOrEqual(1000)
    expect(Math.max(...waits)).toBeGreaterThan(900)
    expect(Math.min(...waits)).toBeLessThan(100)
    await advanceToRest(under, run)
    const prompts = Map.groupBy(under.provider.requests.filter(isIll), ({ call }) => call.messages[0]?.content)
    for (const [index, atMost] of [1000, 2000, 4000, 8000].entries()) {
      const waited = [...prompts.values()].map((requests) => gaps(requests.map(({ atMs }) => atMs))[index] ?? Number.NaN)
      expect(Math.max(...waited)).toBeLessThanOrEqual(atMost)
      expect(Math.max(...waited)).toBeGreaterThan(atMost * 0.8)
    }
  })

  it('waits at least as long as the provider asks', async () => {
    const under = await openEngine({
      rule: ({ index }) =>
        index === 0 ? failed('OVERLOADED', { httpStatus: 503, hint: { delayMs: 20_000, source: 'retry-after' } }) : answered(),
    })
    await advanceToRest(under, await under.start(batchOf()))
    expect(under.provider.arrivals[1]).toBeGreaterThanOrEqual(20_000)
    expect(under.provider.arrivals[1]).toBeLessThanOrEqual(24_000)
  })

  it('leaves its pool to others while it waits', async () => {
    const under = await openEngine({ rule: ({ index }) => (index === 0 ? serverError() : answered()) })
    const run = await under.start(batchOf({ prompts: 10 }))
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 9, waiting: 1 })
    await advanceToRest(under, run)
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 10, attempts: 11 })
  })

  it('is tried as often as people set', async () => {
    const under = await openEngine({ rule: () => serverError() })
    await under.client.settings.set({ key: 'maxAttempts', value: 2 })
    await advanceToRest(under, await under.start(batchOf()))
    expect(under.provider.requests).toHaveLength(2)
  })
})

describe('a failure that cannot pass', () => {
  it.each(['BAD_REQUEST', 'CONTEXT_TOO_LONG', 'MODEL_NOT_FOUND', 'CONTENT_FILTERED', 'PERMISSION_DENIED'] satisfies CallFailureCode[])(
    '%s fails its probe at once and touches nothing else',
    async (kind) => {
      const under = await openEngine({ rule: ({ index }) => (index === 0 ? failed(kind) : answered()) })
      const run = await under.start(batchOf({ prompts: 5 }))
      expect(await under.summary(run)).toMatchObject({ status: 'finished', counts: { failed: 1, succeeded: 4, attempts: 5 } })
    },
  )

  it('such as a redirect is not tried again though its code may pass', async () => {
    const under = await openEngine({ rule: () => failed('INVALID_RESPONSE', { httpStatus: 302, retryable: false }) })
    const run = await under.start(batchOf())
    expect((await under.summary(run)).counts).toMatchObject({ failed: 1, attempts: 1 })
  })

  it('such as a bug in an adapter costs one probe, and says what it was', async () => {
    const under = await openEngine({
      rule: ({ index }) => {
        if (index === 0) throw new TypeError('x is not a function')
        return answered()
      },
    })
    const run = await under.start(batchOf({ prompts: 2 }))
    expect((await under.summary(run)).counts).toMatchObject({ failed: 1, succeeded: 1 })
    expect(under.rows('select code, message, cost_state from attempt where code is not null')).toEqual([
      { code: 'INVALID_RESPONSE', message: 'x is not a function', cost_state: 'maybe_billed' },
    ])
  })
})

describe('a credential that is refused', () => {
  it.each(['AUTH', 'OUT_OF_CREDIT'] as const)('%s stops its provider, tells once, and the run waits for a person', async (kind) => {
    const under = await openEngine({
      providers: [{ key: 'alpha', pools: [{ maxParallel: 8 }] }, { key: 'beta' }],
      rule: ({ call }) => (call.messages[0]?.content === 'beta' ? answered() : failed(kind, { httpStatus: 401 })),
    })
    const other = await under.start(batchOf({ prompt: 'beta', models: ['beta/one'] }))
    const run = await under.start(batchOf({ prompts: 20 }))
    expect(await under.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'decision', counts: { failed: 0, attempts: 8 } })
    expect(alerts(under.log.lines)).toBe(1)
    expect(under.rows(`select kind, subject from event where kind <> 'run'`)).toEqual([{ kind: 'alert', subject: 'alpha' }])
    expect(under.rows(`select distinct status, wait_cause from probe where attempts = 1 and run_id = 2`)).toEqual([
      { status: 'waiting', wait_cause: 'stopped' },
    ])
    expect((await under.client.providers.get({ key: alpha })).stopped).toBe(kind)
    expect((await under.summary(other)).status).toBe('finished')
  })

  it('is tried again after a verification that succeeds', async () => {
    let isGood = false
    const under = await openEngine({ rule: () => (isGood ? answered() : failed('AUTH', { httpStatus: 401 })) })
    const run = await under.start(batchOf({ prompts: 3 }))
    expect(await under.client.providers.verify({ key: alpha })).toMatchObject({ ok: false, code: 'AUTH' })
    isGood = true
    expect(await under.client.providers.verify({ key: alpha })).toMatchObject({ ok: true })
    await under.client.runs.resume({ run })
    await under.settled()
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 3 })
    expect(under.value('select stopped_code from provider_state')).toBe(null)
  })

  it('is not stopped anew by a call that left before an admin acted', async () => {
    const under = await openEngine({
      providers: [{ key: 'alpha', pools: [{ maxParallel: 2 }], credential: 'env:OLD_API_KEY' }],
      secrets: { has: () => true, read: async () => ({ kind: 'found', value: 'secret' }) },
      rule: async ({ index }, clock) => {
        if (index === 1) await clock.sleep(10_000)
        return index < 2 ? failed('AUTH', { httpStatus: 401 }) : answered()
      },
    })
    const run = await under.start(batchOf({ prompts: 4 }))
    await under.client.providers.set({ key: alpha, credential: 'env:NEW_API_KEY' })
    await advance(under, 20_000)
    expect((await under.client.providers.get({ key: alpha })).stopped).toBe(null)
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 4 })
  })

  it('that cannot be opened is not asked for every second: the run waits for a person, who is told once', async () => {
    let reads = 0
    const secrets: SecretStore = {
      has: () => true,
      read: async () => {
        reads += 1
        return { kind: 'unreadable', why: 'other_shell' }
      },
    }
    const under = await openEngine({ providers: [{ key: 'alpha', credential: 'os:alpha' }], secrets })
    const run = await under.start(batchOf({ prompts: 5 }))
    await advance(under, 60_000)
    expect(await under.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'decision', counts: { attempts: 0 } })
    expect(reads).toBe(1)
    expect(alerts(under.log.lines)).toBe(1)
    await under.client.runs.resume({ run })
    await under.settled()
    expect(reads).toBe(2)
  })

  it('that is gone pauses the run, and resume goes on when it is there again', async () => {
    let isThere = true
    const under = await openEngine({
      providers: [{ key: 'alpha', credential: 'env:ALPHA_API_KEY' }],
      secrets: { has: () => isThere, read: async () => ({ kind: 'found', value: 'secret' }) },
      rule: ({ call }) => {
        isThere = call.messages[0]?.content !== 'Say 1.'
        return answered()
      },
    })
    const run = await under.start(batchOf({ prompts: 4 }))
    expect(await under.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'decision', counts: { succeeded: 2 } })
    isThere = true
    await under.client.runs.resume({ run })
    await under.settled()
    expect((await under.summary(run)).counts.succeeded).toBe(4)
    expect(under.provider.requests[0]?.call.apiKey).toBe('secret')
    expect(under.log.secrets).toContain('secret')
  })
})

describe('a refused probe at a provider that stops', () => {
  it('does not keep its run from waiting for a person', async () => {
    const under = await openEngine({
      providers: [{ key: 'alpha', pools: [{ maxParallel: 2 }] }],
      rule: ({ index }) => (index === 0 ? failed('RATE_LIMITED', { httpStatus: 429 }) : failed('AUTH', { httpStatus: 401 })),
    })
    const run = await under.start(batchOf({ prompts: 4 }))
    await under.settled()
    expect(await under.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'decision' })
  })
})
