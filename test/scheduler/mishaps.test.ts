import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { ProviderKey } from '#contract/ids'
import type { OnRestart } from '#contract/runs'
import type { CallOutcome } from '#engine/ports'
import { advance, advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered } from '../builders/outcomes.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'

const aSecondEach = async (_: unknown, clock: EngineUnderTest['clock'] | { sleep(ms: number): Promise<void> }): Promise<CallOutcome> => {
  await clock.sleep(1000)
  return answered()
}
const hangs = () => new Promise<CallOutcome>(() => undefined)
const errors = (under: EngineUnderTest) => under.log.lines.filter(({ level }) => level === 'error').map(({ message }) => message)

/** Another engine takes the workspace: this one must not write any more. */
function supersede(under: EngineUnderTest): void {
  const db = new BetterSqlite(path.join(under.workspace, 'assay.db'))
  db.prepare('update workspace set epoch = epoch + 1').run()
  db.close()
}

describe('a page of probes that the disk refuses', () => {
  it('is planned a second later, and none is missing', async () => {
    const under = await openEngine({ rule: aSecondEach })
    const run = await under.start(batchOf({ prompts: 300 }))
    await advance(under, 127_500)
    const letGo = under.hold('planProbes')
    await advance(under, 2000)
    await under.disk.become({ failsCommits: true })
    letGo()
    await advance(under, 500)
    expect(errors(under)).toContain('the next probes could not be planned; tried again in a second')
    await under.disk.become({})
    expect(await advanceToRest(under, run)).toBe('finished')
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 300, attempts: 300 })
  })
})

describe('an engine that another one has followed', () => {
  it('sends nothing more', async () => {
    const under = await openEngine({ providers: [{ key: 'alpha', pools: [{ requestsPerMinute: 60, burst: 1 }] }] })
    await under.start(batchOf({ prompts: 100 }))
    await advance(under, 5500)
    const sent = under.provider.requests.length
    supersede(under)
    await advance(under, 60_000)
    expect(under.provider.requests).toHaveLength(sent)
    expect(errors(under).filter((message) => message === 'a call was not sent')).toHaveLength(1)
    await under.stop()
  })

  it('says that what was in flight could not be written, and can still be stopped', async () => {
    const under = await openEngine({ rule: aSecondEach })
    const run = await under.start(batchOf({ prompts: 3 }))
    supersede(under)
    await advance(under, 3000)
    expect(errors(under)).toContain('what became of a call could not be written')
    expect(await under.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'crash', counts: { inFlight: 0 } })
    await under.stop()
    expect(under.value(`select count(*) from attempt where state = 'started'`)).toBe(1)
  })

  it('tells a verification so', async () => {
    const under = await openEngine({ rule: aSecondEach })
    const verified = under.client.providers.verify({ key: ProviderKey.parse('alpha') })
    await under.settled()
    supersede(under)
    await advance(under, 1000)
    expect(await verified).toMatchObject({ ok: false, code: 'INTERRUPTED' })
  })
})

describe('a run that was started to survive a crash', () => {
  async function afterCrash(onRestart: OnRestart) {
    const first = await openEngine({
      providers: [{ key: 'alpha', pools: [{ maxParallel: 2 }] }],
      rule: ({ index }) => (index === 1 ? hangs() : answered()),
    })
    const { id: run } = await first.client.runs.start({ batch: batchOf({ prompts: 3 }), onRestart })
    await first.settled()
    const workspace = first.crashed()
    const next = await openEngine({ workspace, startAtMs: first.clock.nowMs() + 1000, random: new SeededRandom(2), resumesRuns: true })
    await next.settled()
    return next.summary(run)
  }

  it('is left as the crash left it when the engine that went on with it by itself stops', async () => {
    const first = await openEngine({ rule: hangs })
    const { id: run } = await first.client.runs.start({ batch: batchOf({ prompts: 3 }), onRestart: 'resume-safe' })
    await first.settled()
    const workspace = first.crashed()
    const second = await openEngine({
      ...{ workspace, startAtMs: first.clock.nowMs() + 1000, random: new SeededRandom(2), resumesRuns: true },
      rule: hangs,
    })
    await second.settled()
    expect(await second.summary(run)).toMatchObject({ status: 'running' })
    await second.stop({ abort: true })
    const third = await openEngine({ workspace, startAtMs: second.clock.nowMs() + 1000, random: new SeededRandom(3) })
    expect(await third.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'crash' })
  })

  it.each([
    ['hold', { status: 'paused', pauseReason: 'crash', counts: { succeeded: 2, interrupted: 1 } }],
    ['resume-safe', { status: 'paused', pauseReason: 'decision', counts: { succeeded: 2, interrupted: 1 } }],
    ['resend', { status: 'finished', counts: { succeeded: 3, attempts: 4 } }],
  ] as const)('%s: goes on as far as that allows', async (onRestart, expected) => {
    expect(await afterCrash(onRestart)).toMatchObject(expected)
  })
})

describe('a start', () => {
  it('that is met by the engine’s stop leaves nothing behind', async () => {
    const under = await openEngine()
    const letGo = under.hold('createRun')
    const started = under.client.runs.start({ batch: batchOf({ prompts: 3 }) })
    started.catch(() => undefined)
    await under.settled()
    const stopped = under.stop()
    await under.settled()
    letGo()
    await expect(started).rejects.toMatchObject({ code: 'CONFLICT' })
    await stopped
    expect(under.value('select count(*) from run')).toBe(0)
    expect(under.provider.requests).toEqual([])
  })

  it('that is all but done when the engine stops leaves a paused run', async () => {
    const under = await openEngine()
    const letGo = under.hold('setRunStatus')
    const started = under.client.runs.start({ batch: batchOf({ prompts: 3 }) })
    await under.settled()
    const stopped = under.stop()
    await under.settled()
    letGo()
    await started
    await stopped
    expect(under.rows('select status, pause_reason from run')).toEqual([{ status: 'paused', pause_reason: 'person' }])
    expect(under.provider.requests).toEqual([])
  })
})

describe('a resume', () => {
  it('that is met by the engine’s stop is waited for, and leaves a paused run', async () => {
    const under = await openEngine({ rule: aSecondEach })
    const run = await under.start(batchOf({ prompts: 3 }))
    await under.client.runs.pause({ run })
    await advance(under, 1000)
    const letGo = under.hold('setRunStatus')
    const resumed = under.client.runs.resume({ run })
    await under.settled()
    const stopped = under.stop()
    await under.settled()
    letGo()
    await resumed
    await stopped
    expect(under.rows('select status, pause_reason from run')).toEqual([{ status: 'paused', pause_reason: 'person' }])
    expect(under.provider.requests).toHaveLength(1)
  })
})

describe('a resume that the disk holds up', () => {
  it('does not hold up who stops the engine in a hurry', async () => {
    const under = await openEngine({ rule: aSecondEach })
    const run = await under.start(batchOf({ prompts: 3 }))
    await under.client.runs.pause({ run })
    await advance(under, 1000)
    const letGo = under.hold('setRunStatus')
    const resumed = under.client.runs.resume({ run })
    resumed.catch(() => undefined)
    await under.settled()
    await under.disk.become({ failsCommits: true })
    letGo()
    await advance(under, 500)
    const stopped = under.stop()
    await advance(under, 500)
    await Promise.all([under.stop({ abort: true }), stopped])
    await expect(resumed).rejects.toMatchObject({ code: 'STORAGE_FULL' })
  })
})

describe('what is looked up of the past', () => {
  it('keeps a pool shut until it is known', async () => {
    const under = await openEngine({ rule: aSecondEach })
    await under.start(batchOf({ prompts: 10 }))
    const letGo = under.hold('recentStarts')
    const { items } = await under.client.pools.list({ limit: 1 })
    for (const { provider, name } of items) await under.client.pools.set({ provider, name, limits: { requestsPerMinute: 600 } })
    await advance(under, 5000)
    expect(under.provider.requests).toHaveLength(1)
    letGo()
    await advance(under, 2000)
    expect(under.provider.requests.length).toBeGreaterThan(1)
  })
})
