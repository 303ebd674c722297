import { setTimeout as sleep } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type { AssayClient } from '#attach'
import { ackFor, saysAcks } from '#contract/acks'
import type { RunId } from '#contract/ids'
import { awaitWord, readOrder, say } from '../test/processes/say.ts'
import { letIn, openPage } from '../test/server/served-console.ts'
import type { TabsFigures, TabsOrder } from './order.ts'

/**
 * Tabs on a console, each showing the newest run, what happens now, the ledger and what it costs: what those pages listen to and ask for, without the pages. Says `tabs` at the end, to which its input comes.
 * They are sockets, so that what is measured is the engine and not a browser beside it on the same processors.
 */
const { port, origin, launchAddresses } = readOrder<TabsOrder>()
const visibleRows = 60
const ledgerRows = 100
/** A page goes along with its run so often, and the page of costs with the calls. */
const [askAgainAfterMs, countAgainAfterMs] = [1000, 5000]
const figures = { states: 0, answers: 0 } satisfies TabsFigures
const leaving = new AbortController()

for (const address of launchAddresses) {
  const { socket, client } = await openPage({ port, origin }, await letIn({ port, origin, launchAddress: () => address }))
  acknowledge(socket)
  void show(client).catch(fail)
  void listen(client.pools.watch({}, { signal: leaving.signal })).catch(fail)
  void listen(client.monitor.watch({}, { signal: leaving.signal })).catch(fail)
  void followLedger(client).catch(fail)
  void followCosts(client).catch(fail)
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

/** Asks again for what has changed, a second after it last did, as a page does; follows the run that began last. */
async function show(client: AssayClient): Promise<void> {
  let shown: RunId | undefined
  let [isAsking, isDue] = [false, false]
  const ask = async () => {
    isDue = true
    if (isAsking) return
    isAsking = true
    while (isDue) {
      isDue = false
      const run = (await client.runs.list({ limit: 1 })).items[0]?.id
      if (run === undefined) continue
      if (run !== shown) void listen(client.runs.watch({ run }, { signal: leaving.signal })).catch(fail)
      shown = run
      const page = { filter: {}, sort: { by: 'prompt', direction: 'asc' }, offset: 0, limit: visibleRows } as const
      const answers = [
        client.runs.get({ run }),
        client.runs.results({ run, fallback: 'include' }),
        client.runs.probeTable({ run, ...page }),
        client.costs.report({ groupBy: ['month'] }),
      ]
      await Promise.all([...answers, sleep(askAgainAfterMs)])
      figures.answers += 1 + answers.length
    }
    isAsking = false
  }
  for await (const _ of await client.changes.watch(undefined, { signal: leaving.signal })) void ask().catch(fail)
}

/** As long as its newest rows are in sight: what comes is shown above them, and where more came than was told they are read anew. */
async function followLedger(client: AssayClient): Promise<void> {
  const { watermark } = await client.ledger.list({ limit: ledgerRows })
  for await (const { hasMore } of await client.ledger.watch({ after: watermark }, { signal: leaving.signal })) {
    figures.states += 1
    if (!hasMore) continue
    await client.ledger.list({ limit: ledgerRows })
    figures.answers += 1
  }
}

/** While it goes along with the calls: how far they are, then spend over time and its parts up to there. */
async function followCosts(client: AssayClient): Promise<void> {
  for (;;) {
    const { watermark } = await client.costs.report({ groupBy: ['month'] })
    const upToThere = [['hour', 'model'] as const, ['provider', 'model', 'method', 'kind'] as const]
    await Promise.all(upToThere.map((groupBy) => client.costs.report({ groupBy: [...groupBy], watermark })))
    figures.answers += 1 + upToThere.length
    await sleep(countAgainAfterMs, undefined, { signal: leaving.signal })
  }
}

async function listen(stream: Promise<AsyncIterable<unknown>>): Promise<void> {
  for await (const _ of await stream) figures.states += 1
}

function fail(error: unknown): void {
  if (!leaving.signal.aborted) throw error
}
