import { setTimeout as sleep } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type { AssayClient } from '#attach'
import { ackFor, saysAcks } from '#contract/acks'
import type { RunId } from '#contract/ids'
import { awaitWord, readOrder, say } from '../test/processes/say.ts'
import { letIn, openPage } from '../test/server/served-console.ts'
import type { ShownPage, TabsFigures, TabsOrder } from './order.ts'

/**
 * Tabs on a console, each showing one page and what stands around every page: what those listen to and ask for, without the pages. Says `tabs` at the end, to which its input comes.
 * They are sockets, so that what is measured is the engine and not a browser beside it on the same processors.
 */
const { port, origin, tabs } = readOrder<TabsOrder>()
const visibleRows = 60
const ledgerRows = 100
/** A page asks again so often for what has changed; the page of costs goes along with the calls so often, the foot of the window with what is in flight. */
const [askAgainAfterMs, countAgainAfterMs, lookAgainAfterMs] = [1000, 5000, 2000]
const figures = { states: 0, answers: 0 } satisfies TabsFigures
const leaving = new AbortController()
const pages: Readonly<Record<ShownPage, (client: AssayClient) => Promise<void>>> = {
  run: showRun,
  monitor: (client) => listen(client.monitor.watch({}, { signal: leaving.signal })),
  ledger: showLedger,
  costs: showCosts,
}

for (const { page, launchAddress } of tabs) {
  const { socket, client } = await openPage({ port, origin }, await letIn({ port, origin, launchAddress: () => launchAddress }))
  acknowledge(socket)
  void showFrame(client).catch(fail)
  void pages[page](client).catch(fail)
}
await awaitWord()
leaving.abort()
say({ tabs: figures })
process.exit(0)

function acknowledge(socket: WebSocket): void {
  socket.send(saysAcks)
  socket.on('message', (data) => {
    const ack = ackFor(String(data))
    if (ack !== undefined) socket.send(ack)
  })
}

/** Around every page: what goes on, what happened, what is in flight. */
async function showFrame(client: AssayClient): Promise<void> {
  void listen(client.runs.active(undefined, { signal: leaving.signal })).catch(fail)
  void listen(client.events.watch({}, { signal: leaving.signal })).catch(fail)
  for (;;) {
    await client.health.status()
    figures.answers += 1
    await sleep(lookAgainAfterMs, undefined, { signal: leaving.signal })
  }
}

/** The newest run. */
async function showRun(client: AssayClient): Promise<void> {
  let shown: RunId | undefined
  void listen(client.pools.watch({}, { signal: leaving.signal })).catch(fail)
  await followChanges(client, async () => {
    const run = (await client.runs.list({ limit: 1 })).items[0]?.id
    if (run === undefined) return 1
    if (run !== shown) void listen(client.runs.watch({ run }, { signal: leaving.signal })).catch(fail)
    shown = run
    const page = { filter: {}, sort: { by: 'prompt', direction: 'asc' }, offset: 0, limit: visibleRows } as const
    await Promise.all([
      client.runs.get({ run }),
      client.runs.results({ run, fallback: 'include' }),
      client.runs.probeTable({ run, ...page }),
    ])
    return 4
  })
}

/** As long as its newest rows are in sight: what comes is shown above them, and where more came than was told they are read anew. */
async function showLedger(client: AssayClient): Promise<void> {
  const { watermark } = await client.ledger.list({ limit: ledgerRows })
  for await (const { hasMore } of await client.ledger.watch({ after: watermark }, { signal: leaving.signal })) {
    figures.states += 1
    if (!hasMore) continue
    await client.ledger.list({ limit: ledgerRows })
    figures.answers += 1
  }
}

/** How far the calls are with every change, and, as it goes along with them, spend over time and its parts up to there. */
async function showCosts(client: AssayClient): Promise<void> {
  let watermark: number | undefined
  const far = followChanges(client, async () => {
    watermark = (await client.costs.report({ groupBy: ['month'] })).watermark
    return 1
  })
  const along = async () => {
    for (;;) {
      const upToThere = [['hour', 'model'] as const, ['provider', 'model', 'method', 'kind'] as const]
      await Promise.all(
        upToThere.map((groupBy) => client.costs.report({ groupBy: [...groupBy], ...(watermark !== undefined && { watermark }) })),
      )
      figures.answers += upToThere.length
      await sleep(countAgainAfterMs, undefined, { signal: leaving.signal })
    }
  }
  await Promise.all([far, along()])
}

/** Asks again for what has changed, a second after it last did, as a page does. `ask` answers with how many questions it asked. */
async function followChanges(client: AssayClient, ask: () => Promise<number>): Promise<void> {
  let [isAsking, isDue] = [false, false]
  const keepAsking = async () => {
    isDue = true
    if (isAsking) return
    isAsking = true
    while (isDue) {
      isDue = false
      const [asked] = await Promise.all([ask(), sleep(askAgainAfterMs)])
      figures.answers += asked
    }
    isAsking = false
  }
  for await (const _ of await client.changes.watch(undefined, { signal: leaving.signal })) void keepAsking().catch(fail)
}

async function listen(stream: Promise<AsyncIterable<unknown>>): Promise<void> {
  for await (const _ of await stream) figures.states += 1
}

function fail(error: unknown): void {
  if (!leaving.signal.aborted) throw error
}
