import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isDefinedError, safe } from '@orpc/client'
import { implement } from '@orpc/server'
import { RPCHandler } from '@orpc/server/websocket'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { connectLocally, type LocalCaller, type LocalServer, readEngineFile, serveLocally } from '#attach'
import { contract } from '#contract'
import type { RunId } from '#contract/ids'
import type { RunProgress } from '#contract/runs'
import type { EpochMs } from '#contract/units'
import type { Log } from '#engine/ports'

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {}, registerSecret() {} }
const version = '1.2.3'
const run = '01J00000000000000000000000' as RunId

let workspace = ''
let server: LocalServer | undefined
let streamsEnded = 0

beforeEach(() => {
  workspace = mkdtempSync(path.join(tmpdir(), 'assay-attach-'))
  streamsEnded = 0
})
afterEach(async () => {
  await server?.close()
  server = undefined
  rmSync(workspace, { recursive: true })
})

async function serve(): Promise<LocalServer> {
  const served = { health: { status: contract.health.status }, runs: { get: contract.runs.get, watch: contract.runs.watch } }
  const os = implement(served).$context<LocalCaller>()
  const router = os.router({
    health: {
      status: os.health.status.handler(({ context }) => ({
        ...{ version, workspace: `opened for ${context.user} by ${context.origin}`, pid: 1, startedAtMs: 0 as EpochMs, schemaVersion: 1 },
        ...{ activeRuns: 0, inFlight: 0, storage: 'ok' as const, month: null },
      })),
    },
    runs: {
      get: os.runs.get.handler(({ errors, input }) => {
        throw errors.NOT_FOUND({ data: { what: 'run', name: input.run } })
      }),
      watch: os.runs.watch.handler(async function* ({ signal }) {
        try {
          yield progress(1)
          await new Promise((resolve) => signal?.addEventListener('abort', resolve))
        } finally {
          streamsEnded += 1
        }
      }),
    },
  })
  server = await serveLocally({
    handler: new RPCHandler(router),
    ...{ workspace, version, pid: process.pid, log: quiet },
  })
  return server
}

function progress(seq: number): RunProgress {
  const counts = { total: 0, succeeded: 0, failed: 0, cancelled: 0, interrupted: 0, inFlight: 0, waiting: 0, attempts: 0 }
  return {
    ...{
      seq,
      id: run,
      status: 'running',
      pauseReason: null,
      counts,
      callsPerProbe: null,
      elapsedMs: 0,
      etaMs: null,
      waits: [],
      alerts: [],
    },
    cost: { nanoUsd: 0, upperNanoUsd: 0, coverage: noCoverage } as RunProgress['cost'],
  }
}
const nothing = { calls: 0, nanoUsd: 0 }
const noCoverage = { none: nothing, reported: nothing, computed: nothing, estimated: nothing, maybe_billed: nothing, unknown: nothing }

async function connected(user = 'ada', origin?: string) {
  const connection = await connectLocally({ workspace, version, user, ...(origin === undefined ? {} : { origin }) })
  if (connection.kind !== 'connected') throw new Error(connection.kind)
  return connection
}

describe('a client in another process', () => {
  it('acts in the engine, as the user and by the door it names', async () => {
    await serve()
    const { client, close } = await connected('Zoë')
    expect((await client.health.status()).workspace).toBe('opened for Zoë by cli')
    await close()
    const window = await connected('Zoë', 'window')
    expect((await window.client.health.status()).workspace).toBe('opened for Zoë by window')
    await window.close()
  })
  it('gets the typed failure of a procedure', async () => {
    await serve()
    const { client, close } = await connected()
    const { error } = await safe(client.runs.get({ run }))
    expect(isDefinedError(error) && [error.code, error.data]).toEqual(['NOT_FOUND', { what: 'run', name: run }])
    await close()
  })
  it('ends its streams in the engine by going away', async () => {
    await serve()
    const { client, close } = await connected()
    const watching = await client.runs.watch({ run })
    expect((await watching.next()).value).toMatchObject({ seq: 1 })
    await close()
    while (streamsEnded === 0) await new Promise((resolve) => setImmediate(resolve))
    expect(streamsEnded).toBe(1)
  })
  it('hears when the engine ends, and its call under way is rejected', async () => {
    const { close } = await serve()
    const { client, closed } = await connected()
    const watching = await client.runs.watch({ run })
    await watching.next()
    const next = watching.next()
    await Promise.all([close(), closed, expect(next).rejects.toThrow()])
  })
  it('may give up a stream while its connection ends', async () => {
    await serve()
    const { client, close } = await connected()
    const giving = new AbortController()
    const watching = await client.runs.watch({ run }, { signal: giving.signal })
    await watching.next()
    const closed = close()
    giving.abort()
    // A rejection that nobody handles would end a process: here it fails the run.
    await closed
    await expect(watching.next()).rejects.toThrow()
  })
  it('is rejected when it asks something while its connection ends', async () => {
    await serve()
    const { client, close, isOpen } = await connected()
    const closed = close()
    expect(isOpen()).toBe(false)
    await expect(client.health.status()).rejects.toThrow()
    await closed
    await expect(client.health.status()).rejects.toThrow()
  })
  it('is turned away without the token', async () => {
    await serve()
    writeFileSync(path.join(workspace, 'engine.json'), JSON.stringify({ ...readEngineFile(workspace), token: 'guess' }))
    expect(await connectLocally({ workspace, version, user: 'eve' })).toEqual({ kind: 'refused', pid: process.pid, version })
  })
  it('does not speak to an engine of another version', async () => {
    await serve()
    expect(await connectLocally({ workspace, version: '9.9.9', user: 'ada' })).toEqual({ kind: 'refused', pid: process.pid, version })
  })
})

describe('a shell that stays', () => {
  it('is no command that an engine waits for when it ends', async () => {
    const { clients } = await serve()
    const { close } = await connected()
    const shell = await connectLocally({ workspace, version, user: 'ada', stays: true })
    expect([shell.kind, clients()]).toEqual(['connected', 1])
    if (shell.kind === 'connected') await shell.close()
    expect(clients()).toBe(1)
    await close()
  })
})

describe('engine.json', () => {
  it('is for its owner alone, and so is the folder of the socket', async () => {
    await serve()
    const socket = readEngineFile(workspace)?.socket ?? ''
    expect(statSync(path.join(workspace, 'engine.json')).mode & 0o777).toBe(0o600)
    expect(statSync(path.dirname(socket)).mode & 0o777).toBe(0o700)
  })
  it('is gone after close, with the socket', async () => {
    const { close } = await serve()
    const socket = readEngineFile(workspace)?.socket ?? ''
    await close()
    expect(readdirSync(workspace)).toEqual([])
    expect(statSync(path.dirname(socket), { throwIfNoEntry: false })).toBeUndefined()
  })
  it('of an engine that was killed is replaced, and its socket cleared away', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'assay-'))
    writeFileSync(path.join(folder, 'engine'), '')
    writeFileSync(
      path.join(workspace, 'engine.json'),
      JSON.stringify({ pid: 2 ** 22 + 1, socket: path.join(folder, 'engine'), version, token: 't' }),
    )
    await serve()
    expect([existsSync(folder), readEngineFile(workspace)?.pid]).toEqual([false, process.pid])
  })
  it('cannot name any other file to be cleared away', async () => {
    const precious = path.join(workspace, 'precious')
    writeFileSync(precious, '')
    writeFileSync(path.join(workspace, 'engine.json'), JSON.stringify({ pid: 2 ** 22 + 1, socket: precious, version, token: 't' }))
    await serve()
    expect(existsSync(precious)).toBe(true)
  })
  it('lets nobody in once withdrawn, and leaves who is in', async () => {
    const { withdraw, clients } = await serve()
    const { client, close } = await connected()
    withdraw()
    expect(await connectLocally({ workspace, version, user: 'ada' })).toEqual({ kind: 'absent' })
    expect((await client.health.status()).version).toBe(version)
    expect(clients()).toBe(1)
    await close()
  })
  it('is ignored when its process is dead, its socket is gone, or it is not one', async () => {
    const write = (text: string) => writeFileSync(path.join(workspace, 'engine.json'), text)
    const connect = () => connectLocally({ workspace, version, user: 'ada' })
    write(JSON.stringify({ pid: 2 ** 22 + 1, socket: '/nowhere', version, token: 't' }))
    expect(await connect()).toEqual({ kind: 'absent' })
    write(JSON.stringify({ pid: process.pid, socket: path.join(workspace, 'gone'), version, token: 't' }))
    expect(await connect()).toEqual({ kind: 'absent' })
    write('{"pid": 12')
    expect(await connect()).toEqual({ kind: 'absent' })
  })
})

describe('a holder that does not answer', () => {
  it('any more keeps nobody from leaving', { timeout: 20_000 }, async () => {
    const server = createHttpServer()
    const sockets = new WebSocketServer({ server })
    const socket = path.join(workspace, 'deaf')
    await new Promise<void>((resolve) => server.listen(socket, resolve))
    writeFileSync(path.join(workspace, 'engine.json'), JSON.stringify({ pid: process.pid, socket, version, token: 't' }))
    sockets.on('connection', (client) => client.pause())
    const { close } = await connected()
    await close()
    for (const client of sockets.clients) client.terminate()
    await new Promise((resolve) => server.close(resolve))
  })
  it('is given up on in bounded time', async () => {
    const sockets = new Set<Socket>()
    const silent = createServer((socket) => void sockets.add(socket.on('error', () => undefined).resume()))
    const socket = path.join(workspace, 'silent')
    await new Promise<void>((resolve) => silent.listen(socket, resolve))
    writeFileSync(path.join(workspace, 'engine.json'), JSON.stringify({ pid: process.pid, socket, version, token: 't' }))
    expect(await connectLocally({ workspace, version, user: 'ada', answerWithinMs: 50 })).toEqual({
      kind: 'not_answering',
      pid: process.pid,
    })
    for (const open of sockets) open.destroy()
    await new Promise((resolve) => silent.close(resolve))
  })
})
