import { describe, expect, it } from 'vitest'
import type { CallOutcome } from '#engine/ports'
import { advance, advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed, serverError } from '../builders/outcomes.ts'
import type { Rule, SeenRequest } from '../fakes/scripted-provider.ts'

const startAtMs = 1_795_000_000_000
const unreachable = () => failed('NETWORK', { stage: 'not_sent', httpStatus: undefined, providerWide: true })
const hangs = () => new Promise<CallOutcome>(() => undefined)
const breakerOf = (under: EngineUnderTest, service: string) =>
  under.rows('select * from circuit_breaker_state where service = ?', service)[0]
const pool = (maxParallel: number) => [{ key: 'alpha', pools: [{ maxParallel }] }]
/** Fails until `healthyAtMs`, then answers. */
const illUntil =
  (healthyAtMs: number): Rule =>
  ({ atEpochMs }) =>
    atEpochMs - startAtMs < healthyAtMs ? serverError() : answered()

async function transitions(under: EngineUnderTest): Promise<string[]> {
  await under.settled()
  const rows = under.rows<{ subject: string; data: string }>("select subject, data from event where kind = 'breaker' order by id")
  return rows.map(({ subject, data }) => {
    const { from, to } = JSON.parse(data) as { from: string; to: string }
    return `${subject} ${from} -> ${to}`
  })
}

describe('the breaker of a model', () => {
  it('opens after five failures in a row, is silent until its half-open time, then lets out one call, however many wait', async () => {
    const rule: Rule = ({ atMs }) => (atMs === 0 ? serverError() : hangs())
    const under = await openEngine({ startAtMs, providers: pool(50), rule })
    await under.start(batchOf({ prompts: 120 }))
    await advance(under, 330_000)
    expect(under.provider.arrivals.filter((atMs) => atMs > 0)).toEqual([30_000])
    expect(under.provider.requests.length).toBeLessThan(56)
    expect(await transitions(under)).toEqual(['model:alpha/one closed -> open', 'model:alpha/one open -> half-open'])
  })

  it('is open 30 s, then twice as long with each failed trial, up to 15 min, and closes after three good ones', async () => {
    const under = await openEngine({ startAtMs, providers: pool(1), rule: illUntil(4_000_000) })
    const run = await under.start(batchOf({ prompts: 40 }))
    await under.client.settings.set({ key: 'maxAttempts', value: 20 })
    expect(await advanceToRest(under, run)).toBe('finished')
    const trials = under.provider.arrivals.slice(5, 13)
    expect(trials.map((atMs, index) => atMs - (index === 0 ? 0 : (trials[index - 1] ?? 0)))).toEqual([
      30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000, 900_000,
    ])
    expect((await transitions(under)).slice(-1)).toEqual(['model:alpha/one half-open -> closed'])
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 40 })
  })

  it('stands in the row of the attempt that moved it, with its totals and its reason', async () => {
    const under = await openEngine({ startAtMs, providers: pool(1), rule: () => serverError() })
    await under.start(batchOf({ prompts: 55 }))
    expect(breakerOf(under, 'model:alpha/one')).toMatchObject({
      state: 'open',
      open_count: 1,
      half_open_at_ms: startAtMs + 30_000,
      total_failures: 5,
      total_successes: 0,
      last_failure_at_ms: startAtMs,
      last_state_change_at_ms: startAtMs,
      reason: 'SERVER_ERROR: SERVER_ERROR it is',
      updated_at_ms: startAtMs,
    })
    expect(under.log.lines.filter(({ fields }) => fields['area'] === 'breakers' && fields['to'] === 'open')).toHaveLength(1)
  })

  it('keeps its nine neighbours working', async () => {
    const models = Array.from({ length: 10 }, (_, index) => ({ wireId: `m${index}` }))
    const rule: Rule = ({ call }) => (call.wireId === 'm3' ? serverError() : answered())
    const under = await openEngine({ providers: [{ key: 'alpha', pools: [{ maxParallel: 10 }], models }], rule })
    await under.start(batchOf({ prompts: 20, models: models.map(({ wireId }) => `alpha/${wireId}`) }))
    await advance(under, 20_000)
    const done = under.rows<{ probes: number }>("select count(*) as probes from probe where status = 'succeeded' group by model_id")
    expect(done.map(({ probes }) => probes)).toEqual(Array.from({ length: 9 }, () => 20))
    expect(under.provider.requests.filter(({ call }) => call.wireId === 'm3').length).toBeLessThan(16)
  })

  it('is not opened by one poisonous prompt', async () => {
    const isPoison = ({ call }: SeenRequest) => call.messages[0]?.content === 'Say 0.'
    const under = await openEngine({ rule: (request) => (isPoison(request) ? serverError() : answered()) })
    await under.client.settings.set({ key: 'maxAttempts', value: 20 })
    const run = await under.start(batchOf({ prompts: 1 }))
    await advanceToRest(under, run)
    expect(under.provider.requests).toHaveLength(20)
    expect(await transitions(under)).toEqual([])
  })

  it('counts successes, and keeps the count once nothing is on its way', async () => {
    const under = await openEngine({ providers: pool(8), rule: () => answered() })
    await advanceToRest(under, await under.start(batchOf({ prompts: 50 })))
    expect(breakerOf(under, 'model:alpha/one')).toMatchObject({ state: 'closed', total_successes: 50, total_failures: 0 })
    expect(breakerOf(under, 'provider:alpha')).toMatchObject({ state: 'closed', total_successes: 50 })
  })
})

describe('the breaker of a provider', () => {
  it('opens by what no model explains, and stops all its models', async () => {
    const models = [{ wireId: 'one' }, { wireId: 'two' }]
    const under = await openEngine({ startAtMs, providers: [{ key: 'alpha', pools: [{ maxParallel: 4 }], models }], rule: unreachable })
    const run = await under.start(batchOf({ prompts: 10, models: ['alpha/one', 'alpha/two'] }))
    await advance(under, 20_000)
    const sent = under.provider.requests.length
    expect(sent).toBeLessThanOrEqual(8)
    expect(breakerOf(under, 'provider:alpha')).toMatchObject({ state: 'open' })
    expect(breakerOf(under, 'model:alpha/one')).toBeUndefined()
    const { value } = await under.client.runs.watch({ run }).then((states) => states.next())
    expect(value).toMatchObject({ waits: [{ cause: 'breaker' }, { cause: 'breaker' }] })
  })
})

describe('after a crash', () => {
  const opened = async () => {
    const first = await openEngine({ startAtMs, providers: pool(5), rule: () => serverError() })
    const run = await first.start(batchOf({ prompts: 55 }))
    await advance(first, 10_000)
    return { first, run }
  }
  const trialOf = async (first: EngineUnderTest, run: Awaited<ReturnType<typeof opened>>['run'], startMs: number) => {
    const next = await openEngine({ workspace: first.crashed(), startAtMs: startMs, providers: pool(5), rule: hangs })
    await next.client.runs.resume({ run })
    await advance(next, 120_000)
    return next.provider.arrivals
  }

  it('an open breaker stays open for what is left of its time', async () => {
    const { first, run } = await opened()
    expect(await trialOf(first, run, startAtMs + 15_000)).toEqual([15_000])
  })

  it('and for no longer than it would be open, whatever became of the clock', async () => {
    const { first, run } = await opened()
    expect(await trialOf(first, run, startAtMs - 86_400_000)).toEqual([30_000])
  })

  it('one that was to be tried is tried at once', async () => {
    const { first, run } = await opened()
    expect(await trialOf(first, run, startAtMs + 86_400_000)).toEqual([0])
  })
})

describe('a run that waits only so long', () => {
  it('gives up on a breaker that does not close in time, as CIRCUIT_OPEN', async () => {
    const under = await openEngine({ startAtMs, providers: pool(1), rule: () => serverError() })
    const run = await under.start(batchOf({ prompts: 20, maxWaitMs: 20_000 }))
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(under.provider.requests.length).toBe(5)
    expect(under.rows('select code, count(*) as probes from probe group by code')).toEqual([{ code: 'CIRCUIT_OPEN', probes: 20 }])
  })
})

describe("a person's word", () => {
  const reason = 'the provider said so'

  it('holds a service open: nothing leaves, and the run waits for a person', async () => {
    const under = await openEngine({ rule: () => answered() })
    await under.client.breakers.hold({ service: 'model:alpha/one', hold: 'open', reason })
    const run = await under.start(batchOf({ prompts: 3 }))
    await under.settled()
    expect(under.provider.requests).toHaveLength(0)
    expect(await under.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'decision' })
    expect(await under.client.breakers.release({ service: 'model:alpha/one', reason })).toMatchObject({ hold: null, state: 'closed' })
    await under.client.runs.resume({ run })
    await under.settled()
    expect(under.provider.requests).toHaveLength(3)
  })

  it('holds a service closed: everything leaves, whatever fails', async () => {
    const under = await openEngine({ providers: pool(20), rule: () => serverError() })
    await under.client.breakers.hold({ service: 'model:alpha/one', hold: 'closed', reason })
    await under.start(batchOf({ prompts: 20 }))
    await under.settled()
    expect(under.provider.requests).toHaveLength(20)
  })

  it('resets an open breaker: everything leaves at once, and that is kept and audited', async () => {
    const under = await openEngine({ providers: pool(1), rule: ({ index }) => (index < 5 ? serverError() : answered()) })
    await under.start(batchOf({ prompts: 50 }))
    expect(under.provider.requests).toHaveLength(5)
    await under.client.breakers.reset({ service: 'model:alpha/one', reason })
    await under.settled()
    expect(under.provider.requests.length).toBeGreaterThanOrEqual(45)
    expect(under.rows('select user, subject_kind, subject, action, reason from audit_entry where subject_kind = ?', 'breaker')).toEqual([
      { user: 'ada', subject_kind: 'breaker', subject: 'model:alpha/one', action: 'reset', reason },
    ])
  })

  it('outlives the engine', async () => {
    const first = await openEngine({ rule: () => answered() })
    await first.client.breakers.hold({ service: 'provider:alpha', hold: 'open', reason })
    const next = await openEngine({ workspace: first.crashed(), rule: () => answered() })
    expect((await next.client.breakers.list({ limit: 10 })).items).toMatchObject([
      { service: 'provider:alpha', hold: 'open', holdReason: reason, holdBy: 'ada' },
    ])
  })

  it('is refused for a service that the catalog does not know', async () => {
    const under = await openEngine()
    await expect(under.client.breakers.reset({ service: 'model:alpha/onne', reason })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      data: { name: 'alpha/onne', near: ['alpha/one'] },
    })
  })
})
