import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { incompressible } from '../../../../test/builders/incompressible.ts'
import { settleInput, startInput } from '../../../../test/builders/ledger.ts'
import { onDisk, openStorage, planRun, type StorageUnderTest } from '../../../../test/builders/storage.ts'
import { StorageError } from './storage-error.ts'

/** Attempts of probes 1 to `count`, begun and on their way. */
async function inFlight({ storage }: StorageUnderTest, count: number): Promise<number[]> {
  await planRun(storage, count)
  const probes = Array.from({ length: count }, (_, index) => index + 1)
  const started = await Promise.all(probes.map((probeId) => storage.write('startAttempt', startInput(`a${probeId}`, probeId))))
  return started.map(({ attemptId }) => attemptId)
}

describe('Storage', { timeout: 20_000 }, () => {
  it('resolves a write only when another connection can see it (1)', async () => {
    const { storage, file } = await openStorage()
    await planRun(storage, 20)
    const seen: unknown[] = []
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const { attemptId } = await storage.write('startAttempt', startInput(`a${index}`, index + 1))
        seen.push(...onDisk(file, `select ulid from attempt where id = ${attemptId}`))
      }),
    )

    expect(seen).toHaveLength(20)
  })

  it('has not committed while the commit is under way (1)', async () => {
    const { storage, file, disk } = await openStorage()
    await planRun(storage, 1)
    await disk.become({ commitMs: 300 })
    const written = storage.write('startAttempt', startInput('a', 1))
    const before = onDisk(file, 'select ulid from attempt')
    await written

    expect(before).toEqual([])
    expect(onDisk(file, 'select ulid from attempt')).toEqual([{ ulid: 'a' }])
  })

  it('commits what arrived during a commit as one group', async () => {
    const { storage, disk } = await openStorage()
    await planRun(storage, 64)
    const before = await disk.become({ commitMs: 50 })
    await Promise.all(Array.from({ length: 64 }, (_, index) => storage.write('startAttempt', startInput(`a${index}`, index + 1))))

    const after = await disk.become({})
    expect(after.commits - before.commits).toBe(1)
  })

  it('keeps 64 answers over a full disk: all stand once space returns, none twice (2)', async () => {
    const opened = await openStorage()
    const { storage, disk, clock, file } = opened
    const attempts = await inFlight(opened, 64)
    await disk.become({ isFull: true })
    const answers = attempts.map((attemptId) => incompressible(20_000, attemptId))
    const kept = attempts.map((attemptId, index) => storage.keep('settleAttempt', settleInput(attemptId, attemptId, answers[index] ?? '')))
    await expect.poll(() => storage.kept).toBeGreaterThan(50)
    await clock.advance(5000)
    expect(storage.isFailing).toBe(true)

    await disk.become({})
    while (storage.isFailing) await clock.advance(1000)
    const places = await Promise.all(kept)
    expect(new Set(places.map(({ seq }) => seq)).size).toBe(64)
    expect(onDisk(file, `select count(*) as answered, count(distinct answer_hash) as texts from attempt where state = 'answered'`)).toEqual(
      [{ answered: 64, texts: 64 }],
    )
    expect(onDisk(file, 'select count(*) as bodies from body')).toEqual([{ bodies: 64 }])
    for (const [index, answer] of answers.entries()) {
      const found = await storage.read('findProbe', { runId: 1, modelId: 1, promptIdx: index, sample: 0 })
      expect(found?.probe.answer).toBe(answer)
    }
  })

  it('is failing from the reserve on, though what was given it stands, until there is room for both (3)', async () => {
    const opened = await openStorage()
    const { storage, disk, clock, workspace } = opened
    const [attemptId = 0] = await inFlight(opened, 1)
    await disk.become({ isFullButForReserve: true })
    await storage.keep('settleAttempt', settleInput(attemptId, attemptId, 'yes'))
    expect(storage.failure).toMatchObject({ reason: 'full', kept: 0 })

    await clock.advance(1000)
    await storage.write('nothing', undefined)
    expect(storage.isFailing).toBe(true)

    await disk.become({})
    const room = new Promise<void>((resolve) => storage.onChange(resolve))
    await clock.advance(1000)
    await room
    expect(storage.isFailing).toBe(false)
    expect(existsSync(path.join(workspace, 'assay.reserve'))).toBe(true)
  })

  it('answers a page while the whole database is looked over', async () => {
    const { storage } = await openStorage()
    const order: string[] = []
    const check = storage.read('checkDatabase', undefined).then(() => order.push('check'))
    const page = storage.read('watermark', undefined).then(() => order.push('page'))
    await Promise.all([check, page])
    expect(order).toEqual(['page', 'check'])
  })

  it('gives its reserve up at the first full disk and takes it back before it goes on', async () => {
    const opened = await openStorage()
    const { storage, disk, clock, workspace } = opened
    const reserve = path.join(workspace, 'assay.reserve')
    const [attemptId = 0] = await inFlight(opened, 1)
    expect(existsSync(reserve)).toBe(true)
    await disk.become({ isFull: true })
    const kept = storage.keep('settleAttempt', settleInput(attemptId, 1, incompressible(400_000, 1)))
    await expect.poll(() => storage.kept).toBe(1)
    expect(existsSync(reserve)).toBe(false)

    await disk.become({})
    while (storage.isFailing) await clock.advance(1000)
    await kept
    expect(existsSync(reserve)).toBe(true)
  })

  it('is failing, and says where and why, from the first write the disk refuses until one stands (3)', async () => {
    const opened = await openStorage()
    const { storage, disk, clock, workspace, log } = opened
    await planRun(storage, 1)
    const changes: boolean[] = []
    storage.onChange(() => changes.push(storage.isFailing))
    expect(storage.failure).toBeUndefined()
    await disk.become({ isReadOnly: true })
    await expect(storage.write('startAttempt', startInput('a', 1))).rejects.toBeInstanceOf(StorageError)

    expect(storage.failure).toEqual({
      folder: workspace,
      reason: 'read_only',
      sqliteCode: 'SQLITE_READONLY',
      kept: 0,
      neededBytes: 16 * 1024 * 1024,
    })
    await clock.advance(3000)
    expect(storage.isFailing).toBe(true)
    await disk.become({})
    while (storage.isFailing) await clock.advance(1000)
    expect(changes).toEqual([true, false])
    expect(log.lines.map(({ level }) => level)).toEqual(['error', 'info'])
    await expect(storage.write('startAttempt', startInput('a', 1))).resolves.toEqual({ attemptId: 1 })
  })

  it('keeps an answer whose commit failed at the disk (2)', async () => {
    const opened = await openStorage()
    const { storage, disk, clock, file } = opened
    const [attemptId = 0] = await inFlight(opened, 1)
    await disk.become({ failsCommits: true })
    const kept = storage.keep('settleAttempt', settleInput(attemptId, 1, 'yes'))
    await expect.poll(() => storage.kept).toBe(1)
    expect(storage.failure?.reason).toBe('io')
    expect(onDisk(file, 'select state from attempt')).toEqual([{ state: 'started' }])

    await disk.become({})
    while (storage.isFailing) await clock.advance(1000)
    await kept
    expect(onDisk(file, 'select state from attempt')).toEqual([{ state: 'answered' }])
  })

  it('does not keep what is refused for its own sake', async () => {
    const { storage } = await openStorage()
    await planRun(storage, 1)

    await expect(storage.keep('startAttempt', startInput('a', 99))).rejects.toThrow('SQLITE_CONSTRAINT')
    expect(storage.isFailing).toBe(false)
  })

  it('puts what comes while it is failing behind what is kept', async () => {
    const opened = await openStorage()
    const { storage, disk, clock } = opened
    const [first = 0, second = 0] = await inFlight(opened, 2)
    await disk.become({ failsCommits: true })
    const kept = [storage.keep('settleAttempt', settleInput(first, 1, 'one'))]
    await expect.poll(() => storage.kept).toBe(1)
    kept.push(storage.keep('settleAttempt', settleInput(second, 2, 'two')))
    await disk.become({})
    while (storage.isFailing) await clock.advance(1000)

    expect(await Promise.all(kept)).toEqual([
      { seq: expect.any(Number), isDerivedKept: true },
      { seq: expect.any(Number), isDerivedKept: true },
    ])
    const page = await storage.read('listCalls', { limit: 10 })
    expect(page.toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0)).map((row) => row.id)).toEqual([first, second])
  })

  it('commits what is kept when it closes, if the disk lets it', async () => {
    const opened = await openStorage()
    const { storage, disk, file } = opened
    const [attemptId = 0] = await inFlight(opened, 1)
    await disk.become({ failsCommits: true })
    const kept = storage.keep('settleAttempt', settleInput(attemptId, 1, 'yes'))
    await expect.poll(() => storage.kept).toBe(1)
    await disk.become({})
    await storage.close()

    await kept
    expect(onDisk(file, 'select state from attempt')).toEqual([{ state: 'answered' }])
  })

  it('answers what was written and read before it closes', async () => {
    const { storage } = await openStorage()
    await planRun(storage, 1)
    const written = storage.write('startAttempt', startInput('a', 1))
    const read = storage.read('listRuns', { limit: 1 })
    await storage.close()

    await expect(written).resolves.toEqual({ attemptId: 1 })
    await expect(read).resolves.toHaveLength(1)
    await expect(storage.write('startAttempt', startInput('b', 1))).rejects.toThrow('has ended')
    await expect(storage.read('listRuns', { limit: 1 })).rejects.toThrow('has ended')
  })

  it('leaves one database file and no log when it closes', async () => {
    const { storage, file } = await openStorage()
    await planRun(storage, 1)
    await storage.close()

    expect([file, `${file}-wal`, `${file}-shm`].map((name) => existsSync(name))).toEqual([true, false, false])
  })
})
