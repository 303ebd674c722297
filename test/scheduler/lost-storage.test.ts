import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { RunId } from '#contract/ids'
import { advance, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered } from '../builders/outcomes.ts'

async function running(): Promise<{ under: EngineUnderTest; run: RunId }> {
  const under = await openEngine({
    rule: async (_, clock) => {
      await clock.sleep(1000)
      return answered()
    },
  })
  const run = await under.start(batchOf({ prompts: 20 }))
  await advance(under, 2500)
  return { under, run }
}

/** The last thing a watcher is told. */
async function lastWord(under: EngineUnderTest, run: RunId): Promise<unknown> {
  try {
    let last: unknown
    for await (const progress of await under.client.runs.watch({ run })) last = progress
    return last
  } catch (error) {
    return error
  }
}

const ways = [
  ['that has lost its writer thread', 'INTERNAL', (under: EngineUnderTest) => under.disk.become({ endsThread: true })],
  [
    'that another one has followed',
    'WORKSPACE_LOCKED',
    (under: EngineUnderTest) => {
      const db = new BetterSqlite(path.join(under.workspace, 'assay.db'))
      db.prepare('update workspace set epoch = epoch + 1').run()
      db.close()
    },
  ],
] as const

describe.each(ways)('an engine %s', (_, code, lose) => {
  it('ends its runs, tells their watchers, and sends nothing more', async () => {
    const { under, run } = await running()
    const told = lastWord(under, run)
    const sent = under.provider.requests.length
    await lose(under)
    await advance(under, 60_000)
    expect(await told).toMatchObject({ code })
    expect(await under.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'crash' })
    expect(under.provider.requests).toHaveLength(sent)
    expect(under.provider.inFlight).toBe(0)
  })

  it('says that its storage fails, once, and can still be stopped', async () => {
    const { under } = await running()
    await lose(under)
    await advance(under, 60_000)
    expect(await under.client.health.status()).toMatchObject({ storage: 'failing', activeRuns: 0, inFlight: 0 })
    const errors = under.log.lines.filter(({ level }) => level === 'error').map(({ message }) => message)
    expect(errors.filter((message) => message === 'this engine can write no more: it has to be started anew')).toHaveLength(1)
    expect(errors.length).toBeLessThan(10)
    await under.stop()
  })
})
