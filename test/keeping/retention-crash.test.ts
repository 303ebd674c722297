import { expect, it } from 'vitest'
import { advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { incompressible } from '../builders/incompressible.ts'
import { answered } from '../builders/outcomes.ts'

const dayMs = 86_400_000
const quarterMs = 900_000
const startAtMs = Math.floor(1_795_000_000_000 / quarterMs) * quarterMs + 123_456

async function ran(under: EngineUnderTest, prompts: number, name: string): Promise<void> {
  await advanceToRest(under, await under.start(batchOf({ prompts, name })))
}

const count = (under: EngineUnderTest, table: string) => under.value<number>(`select count(*) from ${table}`)
const report = async (under: EngineUnderTest) => {
  const { rows, total } = await under.client.costs.report({ groupBy: ['hour', 'run', 'code', 'cost_state'] })
  return { rows, total }
}

it('a crash between two pages of what retention drops leaves every sum, all that a report cites, and the rest to the next engine', async () => {
  const under = await openEngine({ startAtMs, rule: ({ index }) => answered({ text: incompressible(3000, index + 1) }) })
  await ran(under, 30, 'cited')
  for await (const _ of await under.client.reports.bundle({ order: { report: 'dataset' }, name: 'evidence' }));
  await ran(under, 210, 'old')
  await under.clock.advance(20 * dayMs)
  await ran(under, 1, 'new')
  const before = await report(under)
  const nowMs = under.clock.nowMs()
  const untilMs = Math.floor((nowMs - 10 * dayMs) / quarterMs) * quarterMs
  await under.storage.write('catchUpRollups', undefined)
  await under.storage.write('beginDropping', { untilMs })
  const page = await under.storage.write('dropAttempts', { untilMs, after: { startedAtMs: 0, id: 0 } })
  expect(page).toMatchObject({ rows: 70, cited: 30, next: expect.anything() })
  const between = under.crashed()
  await under.storage.write('dropBodies', { untilMs, nowMs, after: '' })
  await under.storage.write('giveSpaceBack', { pages: 5 })

  for (const workspace of [between, under.crashed()]) {
    const next = await openEngine({ startAtMs: nowMs, workspace })
    expect(await report(next)).toEqual(before)
    const rule = { olderThanDays: 10 }
    await next.client.settings.set({ key: 'retention', value: { attempts: rule, bodies: rule } as never })
    const { dropped } = await next.client.retention.run()
    expect(dropped.attempts).toMatchObject({ rows: 140, keptByReports: 30 })
    expect([count(next, 'attempt'), count(next, 'body')]).toEqual([31, 31])
    expect(await report(next)).toEqual(before)
    expect((await next.client.retention.status()).freeBytes).toBe(0)
    expect([next.rows('pragma integrity_check'), next.rows('pragma foreign_key_check')]).toEqual([[{ integrity_check: 'ok' }], []])
  }
})
