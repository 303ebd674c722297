import { rmSync } from 'node:fs'
import { eventIterator, oc } from '@orpc/contract'
import { implement } from '@orpc/server'
import { RPCHandler } from '@orpc/server/websocket'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { systemClock } from '#adapters'
import { servePeer } from '#attach'
import { saysAcks } from '#contract/acks'
import type { ChangeCounts } from '#contract/changes'
import { WorkspaceEngine } from '#hosting'
import { scratchFolder, shippedFiles } from '../builders/shipped-engine.ts'
import { RecordingLog } from '../fakes/recording-log.ts'
import { openPage, type ServedConsole, serveConsole } from './served-console.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

let scratch = scratchFolder()
beforeEach(() => {
  scratch = scratchFolder()
})
afterEach(() => rmSync(scratch.folder, { recursive: true }))

describe('a page that is loaded again and again', () => {
  let engine: WorkspaceEngine
  let served: ServedConsole
  beforeEach(async () => {
    engine = await WorkspaceEngine.open({
      ...{ workspace: scratch.folder, files: shippedFiles, clock: systemClock, log: new RecordingLog(), pid: process.pid },
      secrets: { has: () => false, read: async () => ({ kind: 'missing' }) },
      caller: { user: 'ada', origin: 'browser' },
    })
    served = await serveConsole(scratch.folder, (peer) => engine.connect(peer))
  })
  afterEach(async () => {
    await served.shell.close()
    await engine.stop()
  })

  it('leaves no subscription, timer or socket after a hundred times', async () => {
    const load = async () => {
      const { socket, client } = await openPage(served.shell, served.cookie)
      const streams = [
        await client.pools.watch({}),
        await client.changes.watch(),
        await client.events.watch({}),
        await client.runs.active(),
      ]
      for (const stream of streams) await stream.next()
      // Half of them are waiting for what comes next when the page goes.
      for (const stream of streams.slice(0, 2)) stream.next().catch(() => undefined)
      await client.runs.list({ limit: 1 })
      socket.terminate()
      while (engine.peers > 0 || served.shell.pages() > 0) await turn()
    }
    await load()
    for (let turns = 0; turns < 10; turns += 1) await turn()
    const before = handles()
    for (let reloads = 0; reloads < 100; reloads += 1) await load()
    for (let turns = 0; turns < 10; turns += 1) await turn()
    expect(handles()).toEqual(before)
  })

  it('hears of what another tab has changed', async () => {
    const [one, two] = [await openPage(served.shell, served.cookie), await openPage(served.shell, served.cookie)]
    const heard = await two.client.changes.watch()
    const before = await settingsTold(heard)
    const next = settingsTold(heard)
    await one.client.settings.set({ key: 'maxAttempts', value: 2 })
    expect(await next).toBe(before + 1)
    one.socket.terminate()
    two.socket.terminate()
  })
})

/** How often settings have changed, as the next state tells. */
async function settingsTold(states: AsyncIterator<ChangeCounts, unknown>): Promise<number> {
  const { done, value } = await states.next()
  if (done === true) throw new Error('the stream has ended')
  return value.topics.settings
}

function handles(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) if (/Socket|Timeout|MessagePort/.test(kind)) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

describe('a page that does not read', () => {
  const text = 'x'.repeat(10_000)
  const endless = { watch: oc.output(eventIterator(z.object({ seq: z.int(), text: z.string() }))) }
  let produced = 0
  let latest = 0
  let served: ServedConsole
  beforeEach(async () => {
    produced = 0
    latest = 0
    const os = implement(endless).$context<{ user: string; origin: string }>()
    // The latest state, as the engine's streams give it: whatever happened meanwhile is in the next one.
    const watch = os.watch.handler(async function* () {
      for (;;) {
        produced += 1
        yield { seq: latest, text }
        latest += 1
        await turn()
      }
    })
    const handler = new RPCHandler(os.router({ watch }))
    served = await serveConsole(scratch.folder, (peer) => servePeer(handler, peer, { user: 'ada', origin: 'browser' }, new RecordingLog()))
  })
  afterEach(() => served.shell.close())

  async function open(): Promise<WebSocket> {
    const { port, origin } = served.shell
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { origin, headers: { cookie: served.cookie } })
    await new Promise((resolve) => socket.once('open', resolve))
    return socket
  }

  async function untilStill(): Promise<number> {
    for (let still = 0, last = -1; still < 2000; still += 1) {
      if (produced !== last) still = 0
      last = produced
      await turn()
    }
    return produced
  }

  it('and says which states it has taken is sent one, and the latest when it wakes', async () => {
    const socket = await open()
    const seqs: number[] = []
    socket.on('message', (data) => {
      const { t, p } = JSON.parse(String(data))
      if (t === 3) seqs.push(p.d.json.seq)
    })
    socket.send(saysAcks)
    socket.send('{"i":"0","p":{"u":"/watch"}}')
    expect(await untilStill()).toBe(1)
    latest = 7000
    const second = new Promise((resolve) => socket.on('message', () => seqs.length === 2 && resolve(undefined)))
    socket.send('ack 0')
    await second
    expect(seqs).toEqual([0, 7001])
    socket.terminate()
  })

  it('and says nothing is sent what the system holds, some megabytes, and no more', async () => {
    const socket = await open()
    socket.pause()
    socket.send('{"i":"0","p":{"u":"/watch"}}')
    const held = (await untilStill()) * text.length
    expect(held).toBeLessThan(32 * 2 ** 20)
    socket.terminate()
    while (served.shell.pages() > 0) await turn()
  })
})
