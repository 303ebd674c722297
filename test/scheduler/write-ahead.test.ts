import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#adapters'
import { advance, advanceToRest, batchOf, openEngine, openEngineOn, untilRest } from '../builders/engine.ts'
import { answered } from '../builders/outcomes.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

describe('an attempt', () => {
  it('is on disk before the provider sees its request, each of 500', async () => {
    const workspace = temporaryFolder()
    const missing: string[] = []
    let ledger: BetterSqlite.Database | undefined
    const under = await openEngineOn(systemClock, {
      workspace,
      providers: [{ key: 'alpha', pools: [{ maxParallel: 32 }] }],
      rule: ({ call }) => {
        ledger ??= new BetterSqlite(path.join(workspace, 'assay.db'), { readonly: true })
        const state = ledger.prepare('select state from attempt where ulid = ?').pluck().get(call.attemptId)
        if (state !== 'started') missing.push(call.attemptId)
        return answered()
      },
    })
    onTestFinished(() => void ledger?.close())
    const end = await untilRest(under, await under.start(batchOf({ prompts: 500 })))
    expect(end.counts.succeeded).toBe(500)
    expect(missing).toEqual([])
  })

  it('is settled on disk before anyone is told', async () => {
    const under = await openEngineOn(systemClock, { providers: [{ key: 'alpha', pools: [{ maxParallel: 8 }] }] })
    await under.disk.become({ commitMs: 5 })
    const { id: run } = await under.client.runs.start({ batch: batchOf({ prompts: 200 }) })
    const told: { said: number; onDisk: number }[] = []
    for await (const { counts } of await under.client.runs.watch({ run })) {
      told.push({ said: counts.succeeded, onDisk: under.value(`select count(*) from attempt where state = 'answered'`) })
    }
    expect(told.filter(({ said, onDisk }) => said > onDisk)).toEqual([])
    expect(told.length).toBeGreaterThan(2)
  })
})

describe('a disk that takes nothing', () => {
  it.each([
    ['is full', { isFull: true }],
    ['fails', { failsCommits: true }],
  ])('%s: 64 answers in flight are kept and none is sent twice, and sending goes on when there is room', async (_, conditions) => {
    const under = await openEngine({
      providers: [{ key: 'alpha', pools: [{ maxParallel: 64 }] }],
      rule: async (_request, clock) => {
        await clock.sleep(10_000)
        return answered({ text: 'x'.repeat(5000) })
      },
    })
    const run = await under.start(batchOf({ prompts: 200 }))
    expect(under.provider.inFlight).toBe(64)
    await under.disk.become(conditions)
    await advance(under, 25_000)
    expect(under.provider.requests).toHaveLength(64)
    expect((await under.client.health.status()).storage).toBe('failing')
    const onDisk = under.value<number>(`select count(*) from attempt where state = 'answered'`)
    expect(onDisk).toBeLessThan(32)
    const { value } = await under.client.runs.watch({ run }).then((states) => states.next())
    expect(value).toMatchObject({ counts: { succeeded: onDisk }, waits: [{ cause: 'storage' }] })
    await under.disk.become({})
    await advance(under, 1000)
    expect(under.value(`select count(*) from attempt where state = 'answered'`)).toBe(64)
    expect(under.provider.inFlight).toBe(64)
    await advanceToRest(under, run)
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 200, attempts: 200 })
    expect(under.value('select count(distinct probe_id) from attempt')).toBe(200)
    expect(new Set(under.provider.requests.map(({ call }) => call.messages[0]?.content)).size).toBe(200)
  })

  it('refuses a run that it cannot hold, and nothing of it is sent', async () => {
    const under = await openEngine()
    await under.disk.become({ failsCommits: true })
    await expect(under.client.runs.start({ batch: batchOf({ prompts: 100 }) })).rejects.toMatchObject({
      code: 'STORAGE_FULL',
      data: { neededBytes: expect.any(Number) },
    })
    await under.disk.become({})
    await advance(under, 10_000)
    expect(under.provider.requests).toEqual([])
    expect((await under.client.runs.list({ limit: 1 })).items).toEqual([])
  })

  it('costs what it kept from leaving neither minute, nor day, nor budget', async () => {
    const under = await openEngine({ providers: [{ key: 'alpha', pools: [{ requestsPerMinute: 4, burst: 1, requestsPerDay: 4 }] }] })
    const run = await under.start(batchOf({ prompts: 4, budgetUsd: '0.002', parameters: { maxOutputTokens: 200 } }))
    await advance(under, 10_000)
    await under.disk.become({ failsCommits: true })
    await advance(under, 10_000)
    expect(under.log.lines.filter(({ message }) => message === 'a call was not sent')).toHaveLength(1)
    await under.disk.become({})
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(under.provider.arrivals).toHaveLength(4)
    expect(under.clock.monotonicMs()).toBeLessThan(90_000)
  })
})
