import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#adapters'
import type { PeerEnd } from '#attach'
import { type EnginePlace, WorkspaceEngine } from '#hosting'
import { scratchFolder, shippedFiles } from '../builders/shipped-engine.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { RecordingLog } from '../fakes/recording-log.ts'
import { Child } from '../processes/child.ts'
import { pagePair } from './page-pair.ts'

const scratch = scratchFolder()
afterAll(() => scratch.remove())

async function open(workspace: string, pid = process.pid): Promise<WorkspaceEngine & { log: RecordingLog }> {
  const log = new RecordingLog()
  const engine = await WorkspaceEngine.open({
    ...{ workspace, files: shippedFiles, clock: systemClock, log, pid },
    secrets: { has: () => false, read: async () => ({ kind: 'missing' }) },
    caller: { user: 'ada', origin: 'test' },
  })
  onTestFinished(() => engine.stop({ abort: true }))
  return Object.assign(engine, { log })
}

async function untilPlace(engine: WorkspaceEngine, kind: EnginePlace['kind']): Promise<void> {
  await new Promise<void>((resolve) => {
    if (engine.place.kind === kind) return resolve()
    const unlisten = engine.onPlace((place) => {
      if (place.kind !== kind) return
      unlisten()
      resolve()
    })
  })
}

function join(engine: WorkspaceEngine) {
  const page = pagePair()
  engine.connect(page.peer)
  return page
}

/** Another process that holds the workspace, as a command line does that runs something. */
async function otherHolder(workspace: string): Promise<Child> {
  const child = new Child({ entry: new URL('./holder-process.ts', import.meta.url), order: { workspace }, patienceMs: 60_000 })
  onTestFinished(async () => {
    child.kill()
    await child.ended
  })
  await child.hear('open')
  return child
}

describe('the engine of a workspace that nobody holds', () => {
  it('is opened here, and a page acts in it', async () => {
    const workspace = temporaryFolder()
    const engine = await open(workspace)
    const page = join(engine)
    expect([engine.place, engine.peers]).toEqual([{ kind: 'own' }, 1])
    expect(await page.client.health.status()).toMatchObject({ workspace, pid: process.pid })
    expect(await engine.client()?.health.status()).toMatchObject({ workspace })
  })

  it('4. closes its pages and is free again when it stops, without a bug in the log', async () => {
    const workspace = temporaryFolder()
    const engine = await open(workspace)
    const page = join(engine)
    const asked = (async () => {
      while (page.ended() === undefined) await page.client.runs.list({ limit: 1 })
    })()
    const brokenOff = expect(asked).rejects.toThrow()
    await engine.stop()
    await brokenOff
    expect([page.ended(), engine.peers]).toEqual<[PeerEnd, number]>(['engine_gone', 0])
    expect(engine.log.lines.filter(({ level }) => level === 'error')).toEqual([])
    const next = await open(workspace)
    expect(next.place.kind).toBe('own')
  })

  it('lets no page in once it stops', async () => {
    const engine = await open(temporaryFolder())
    await engine.stop()
    expect(join(engine).ended()).toBe('no_engine')
  })
})

describe('the engine of a workspace that another process holds', () => {
  it('1. is used there, and taken over when that process is killed; a page that comes back sees what was', async () => {
    const workspace = temporaryFolder()
    const holder = await otherHolder(workspace)
    const engine = await open(workspace)
    expect(engine.place).toEqual({ kind: 'other', pid: holder.pid })
    const page = join(engine)
    expect(await page.client.health.status()).toMatchObject({ pid: holder.pid })
    const before = await page.client.models.list({ limit: 5 })
    const watching = await page.client.pools.watch({})
    await watching.next()
    holder.kill()
    await page.closed
    expect(page.ended()).toBe('engine_gone')
    await untilPlace(engine, 'own')
    const again = join(engine)
    expect(await again.client.health.status()).toMatchObject({ pid: process.pid })
    expect(await again.client.models.list({ limit: 5 })).toEqual(before)
  })

  it('2. is followed from one holder to the next when the first ends in good order', async () => {
    const workspace = temporaryFolder()
    const first = await open(workspace)
    const second = await open(workspace, process.pid)
    expect(second.place.kind).toBe('other')
    const page = join(second)
    await first.stop()
    await page.closed
    await untilPlace(second, 'own')
    expect(await join(second).client.health.status()).toMatchObject({ workspace })
  })

  it('hands a stream on, and ends it there when the page goes', async () => {
    const workspace = temporaryFolder()
    const first = await open(workspace)
    const second = await open(workspace)
    const page = join(second)
    const watching = await page.client.pools.watch({})
    expect((await watching.next()).value).toMatchObject({ seq: 1 })
    page.peer.close('engine_gone')
    while (second.peers > 0) await new Promise((resolve) => setImmediate(resolve))
    await first.stop()
  })
})

describe('a workspace whose holder does not let anyone in', () => {
  it('has no engine for now: a page is told to come back', async () => {
    const workspace = temporaryFolder()
    const engine = await open(workspace)
    await engine.stop()
    const silent = await otherHolderWithoutDoor(workspace)
    const waiting = await open(workspace)
    expect(waiting.place).toEqual({ kind: 'none', why: { kind: 'absent' } })
    expect(join(waiting).ended()).toBe('no_engine')
    expect(waiting.client()).toBeUndefined()
    silent.kill()
    await silent.ended
    await untilPlace(waiting, 'own')
  })
})

async function otherHolderWithoutDoor(workspace: string): Promise<Child> {
  const child = new Child({
    entry: new URL('./holder-process.ts', import.meta.url),
    order: { workspace, letInAfterMs: 600_000 },
    patienceMs: 60_000,
  })
  onTestFinished(async () => {
    child.kill()
    await child.ended
  })
  await child.hear('open')
  return child
}
