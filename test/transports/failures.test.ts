import { isDefinedError, ORPCError, safe } from '@orpc/client'
import { monotonicFactory } from 'ulid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ModelRef, ProviderKey, RunId } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import { AppError, StorageError } from '#engine'
import { guarded } from '../../src/main/engine/procedures/caller.ts'
import { noProgress } from '../builders/progress.ts'
import { RecordingLog } from '../fakes/recording-log.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'
import { VirtualClock } from '../fakes/virtual-clock.ts'
import { type Connection, transports } from './transports.ts'

const secret = 'insert into provider values (sk-123)'
const runs = {
  waiting: '01KADS4E3X4ZC0S8C6J7V5N2QA' as RunId,
  failing: '01KADS4E3X4ZC0S8C6J7V5N2QB' as RunId,
  broken: '01KADS4E3X4ZC0S8C6J7V5N2QC' as RunId,
  wrong: '01KADS4E3X4ZC0S8C6J7V5N2QD' as RunId,
}

/** Procedures that fail in every way one can, behind the engine's own guard. */
function failingRouter(log: RecordingLog, streams: { ended: number }) {
  const clock = new VirtualClock()
  const random = new SeededRandom(1)
  const nextUlid = monotonicFactory(() => random.next())
  const os = guarded({ clock, log, ulid: (nowMs: EpochMs) => nextUlid(nowMs), workspace: '/data/assay', storage: { failure: undefined } })
  return {
    models: {
      get: os.models.get.handler(({ input }) => {
        throw new AppError({ code: 'NOT_FOUND', what: 'model', name: input.ref, near: ['openai/gpt-5'] })
      }),
    },
    providers: {
      get: os.providers.get.handler(() => {
        throw new TypeError(secret)
      }),
      remove: os.providers.remove.handler(() => JSON.parse('{"removed":7}')),
    },
    settings: {
      list: os.settings.list.handler(() => {
        throw new StorageError('SQLITE_FULL', 'database or disk is full')
      }),
    },
    runs: {
      watch: os.runs.watch.handler(async function* ({ input, signal }) {
        yield noProgress(input.run)
        if (input.run === runs.failing) throw new AppError({ code: 'NOT_FOUND', what: 'run', name: input.run })
        if (input.run === runs.broken) throw new TypeError(secret)
        if (input.run === runs.wrong) yield JSON.parse('{"seq":"one"}')
        try {
          await aborted(signal)
        } finally {
          streams.ended += 1
        }
      }),
      pause: os.runs.pause.handler(async ({ signal }) => {
        await aborted(signal)
        throw signal?.reason
      }),
    },
  }
}

describe.each(transports)('$name', ({ connect }) => {
  let log = new RecordingLog()
  let streams = { ended: 0 }
  let connection: Connection

  beforeEach(async () => {
    log = new RecordingLog()
    streams = { ended: 0 }
    connection = await connect(failingRouter(log, streams))
  })
  afterEach(() => connection.close())

  const bugs = () => log.lines.filter((line) => line.level === 'error')

  it('a failure arrives with its code and its facts, typed', async () => {
    const { error } = await safe(connection.client.models.get({ ref: 'openai/gtp-5' as ModelRef }))
    if (!isDefinedError(error) || error.code !== 'NOT_FOUND') throw new Error(`expected NOT_FOUND, got ${String(error)}`)
    expect(error.data).toEqual({ what: 'model', name: 'openai/gtp-5', near: ['openai/gpt-5'] })
    expect(bugs()).toEqual([])
  })

  it('an input that is not the contract’s is INVALID_INPUT, each issue with its place', async () => {
    expect(await failureOf(connection.client.models.get({ ref: 'no-slash' as ModelRef }))).toEqual({
      code: 'INVALID_INPUT',
      data: { issues: [{ path: 'ref', message: 'expected provider/model' }] },
    })
  })

  it('a disk that takes nothing is STORAGE_FULL, with the folder', async () => {
    expect(await failureOf(connection.client.settings.list())).toEqual({
      code: 'STORAGE_FULL',
      data: { folder: '/data/assay', reason: 'full' },
    })
  })

  it('a bug is INTERNAL: the caller gets a reference, the log the stack under it', async () => {
    const { error } = await safe(connection.client.providers.get({ key: 'openai' as ProviderKey }))
    if (!isDefinedError(error) || error.code !== 'INTERNAL') throw new Error(`expected INTERNAL, got ${String(error)}`)
    expect(JSON.stringify([error.message, error.data])).not.toContain('sk-123')
    const [bug] = bugs()
    expect(bugs()).toHaveLength(1)
    expect(bug?.fields).toMatchObject({ procedure: 'providers.get', reference: error.data.reference })
    expect(bug?.fields['error']).toMatch(/TypeError: insert into provider[\s\S]*failures\.test\.ts/)
  })

  it('an output that is not the contract’s is a bug of ours, logged with what is wrong with it', async () => {
    expect(await failureOf(connection.client.providers.remove({ key: 'openai' as ProviderKey }))).toMatchObject({ code: 'INTERNAL' })
    expect(bugs()).toHaveLength(1)
    expect(bugs()[0]?.fields['issues']).toMatchObject([{ path: 'removed' }, { path: 'change' }])
  })

  it('a stream delivers what is yielded, and a failure inside it arrives typed', async () => {
    const stream = await connection.client.runs.watch({ run: runs.failing })
    expect((await stream.next()).value).toEqual(noProgress(runs.failing))
    expect(await failureOf(stream.next())).toEqual({ code: 'NOT_FOUND', data: { what: 'run', name: runs.failing } })
  })

  it.each(['broken', 'wrong'] as const)('a stream that is %s inside ends as INTERNAL and is logged', async (kind) => {
    const stream = await connection.client.runs.watch({ run: runs[kind] })
    await stream.next()
    const failure = await failureOf(stream.next())
    expect(failure.code).toBe('INTERNAL')
    expect(bugs()[0]?.fields).toMatchObject({ procedure: 'runs.watch', ...(failure.data as object) })
  })

  it('a stream ends in the engine when its reader gives up', async () => {
    const patience = new AbortController()
    const stream = await connection.client.runs.watch({ run: runs.waiting }, { signal: patience.signal })
    await stream.next()
    const next = safe(stream.next())
    patience.abort()
    await until(() => streams.ended === 1)
    await next
    expect(bugs()).toEqual([])
  })

  it('a call whose caller gives up is neither answered nor logged', async () => {
    const patience = new AbortController()
    const calling = safe(connection.client.runs.pause({ run: runs.waiting }, { signal: patience.signal }))
    await turn()
    patience.abort()
    expect((await calling).error?.name).toBe('AbortError')
    expect(bugs()).toEqual([])
  })
})

describe.each(transports.slice(1))('$name', ({ connect }) => {
  it('a stream ends in the engine when its client is gone without a word', async () => {
    const streams = { ended: 0 }
    const { client, vanish, close } = await connect(failingRouter(new RecordingLog(), streams))
    const stream = await client.runs.watch({ run: runs.waiting })
    await stream.next()
    const next = safe(stream.next())
    vanish?.()
    await until(() => streams.ended === 1)
    await next
    await close()
  })
})

/** The failure of the contract that a call ends with. */
async function failureOf(call: Promise<unknown>): Promise<{ code: string; data: unknown }> {
  const { error } = await safe(call)
  if (error instanceof ORPCError && error.defined) return { code: error.code, data: error.data }
  throw new Error(`expected a failure of the contract, got ${String(error)}`)
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve()
    signal?.addEventListener('abort', () => resolve())
  })
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await turn()
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
