import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#adapters'
import type { RunId } from '#contract/ids'
import type { RunProgress } from '#contract/runs'
import { createProviderClient } from '#engine/providers'
import { batchOf, type EngineUnderTest, openEngineOn, untilRest } from '../builders/engine.ts'
import { RecordingLog } from '../fakes/recording-log.ts'
import { Child } from '../processes/child.ts'
import { type OpenSimulator, openSimulator, until } from '../simulator/caller.ts'

const otherWriter = new URL('../fakes/other-writer.ts', import.meta.url)
const maxParallel = 8
const prompts = 200

type Under = EngineUnderTest<typeof systemClock>

interface Bench {
  readonly under: Under
  readonly simulator: OpenSimulator
  readonly run: RunId
  readonly writer: Child
}

/** Another process, with the database open. */
async function openWriter({ workspace }: Under): Promise<Child> {
  const writer = new Child({ entry: otherWriter, order: { file: path.join(workspace, 'assay.db') }, patienceMs: 60_000 })
  onTestFinished(async () => {
    writer.kill()
    await writer.ended
  })
  await writer.hear('ready')
  return writer
}

/** The whole engine over real HTTP, some way into a run, and then locked out of its database. */
async function lockedOut(): Promise<Bench> {
  const simulator = await openSimulator({ profile: { models: { '*': { medianMs: 20, textTokens: 30 } } } })
  const under = await openEngineOn(systemClock, {
    providers: [{ key: 'alpha', baseUrl: simulator.baseUrl, pools: [{ maxParallel }], models: [{ wireId: 'steady' }] }],
    wire: { client: createProviderClient({ clock: systemClock, log: new RecordingLog() }), isQuiet: () => true },
  })
  const writer = await openWriter(under)
  const { id: run } = await under.client.runs.start({ batch: batchOf({ prompts, models: ['alpha/steady'] }) })
  await until(() => simulator.stats().served > 20)
  writer.tell({ lock: true })
  await writer.hear('holds')
  return { under, simulator, run, writer }
}

/** What a watcher is told first that is so. */
async function told({ under, run }: Bench, isSo: (progress: RunProgress) => boolean): Promise<RunProgress> {
  for await (const progress of await under.client.runs.watch({ run })) if (isSo(progress)) return progress
  throw new Error('the run rests, and it was never so')
}

/** Attempts by what both ledgers say was generated for them, in order of id. */
function bothLedgers({ under, simulator }: Bench): { readonly ours: unknown; readonly theirs: unknown } {
  const ours = under.rows<{ id: string; tokens: number }>(
    `select ulid as id, text_output_tokens as tokens from attempt where state = 'answered' order by ulid`,
  )
  const theirs = simulator.ledger().map(({ attemptId, usage }) => ({ id: attemptId, tokens: usage?.textOutputTokens }))
  return { ours, theirs: theirs.sort((left, right) => ((left.id ?? '') < (right.id ?? '') ? -1 : 1)) }
}

const failures = ({ under }: Bench) =>
  under.log.lines.filter(({ level, fields }) => level === 'error' && fields['area'] === 'storage').map(({ fields }) => fields['sqliteCode'])

describe('a database that another program is writing to', { timeout: 60_000 }, () => {
  it('for longer than it is waited for, holds a run up: the waits say storage, and once it is free nothing is lost or doubled', async () => {
    const bench = await lockedOut()
    const { under, simulator, run, writer } = bench
    const arrivedAtLock = simulator.stats().received
    const { counts } = await told(bench, ({ waits }) => waits.some(({ cause }) => cause === 'storage'))
    expect(await under.client.health.status()).toMatchObject({ storage: 'failing' })
    expect((await under.client.runs.waits({ run, limit: 10 })).items).toContainEqual(expect.objectContaining({ cause: 'storage' }))
    expect(counts.succeeded).toBe(under.value(`select count(*) from attempt where state = 'answered'`))
    await simulator.settled()
    await until(
      () => under.storage.kept === simulator.stats().served - Number(under.value(`select count(*) from attempt where state = 'answered'`)),
    )
    expect(simulator.stats().received - arrivedAtLock).toBeLessThanOrEqual(maxParallel)

    await writer.finish()
    expect((await untilRest(under, run)).counts).toMatchObject({ succeeded: prompts, attempts: prompts })
    expect(await under.client.health.status()).toMatchObject({ storage: 'ok' })
    const { ours, theirs } = bothLedgers(bench)
    expect(ours).toEqual(theirs)
    expect(under.value('select count(distinct probe_id) from attempt')).toBe(prompts)
    expect(failures(bench)).toEqual(['SQLITE_BUSY'])
  })

  it('for a moment, is waited for, and nobody hears of it', async () => {
    const bench = await lockedOut()
    const { under, simulator, run, writer } = bench
    await simulator.settled()
    expect(simulator.stats().served).toBeGreaterThan(under.value(`select count(*) from attempt where state = 'answered'`))
    await writer.finish()
    expect((await untilRest(under, run)).counts).toMatchObject({ succeeded: prompts, attempts: prompts })
    const { ours, theirs } = bothLedgers(bench)
    expect(ours).toEqual(theirs)
    expect(failures(bench)).toEqual([])
  })
})
