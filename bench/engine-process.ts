import { monitorEventLoopDelay } from 'node:perf_hooks'
import { systemClock } from '#adapters'
import { Batch } from '#contract/batch'
import { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import { openLoopbackShell } from '#server'
import { openEngine, quietLog } from '../test/processes/open-engine.ts'
import { awaitWord, readOrder, say } from '../test/processes/say.ts'
import { benchBatch } from './loads.ts'
import type { EngineFigures, EngineOrder, Load, ShownPage, TabsOrder } from './order.ts'

/** The whole engine over the shipped OpenAI-compatible adapter, in a process of its own. Says `figures` of its last run. */
const order = readOrder<EngineOrder>()
const resolutionMs = 1
const shown: readonly ShownPage[] = ['run', 'run', 'monitor', 'ledger', 'costs']
const provider = ProviderKey.parse('bench')
const model = ModelRef.parse('bench/steady')
const megabyte = 1024 * 1024

const { client, connect, stop } = await openEngine({
  workspace: order.workspace,
  simulatorUrl: order.baseUrl,
  ...(order.storageThread !== null && { storageThread: new URL(order.storageThread) }),
})
await client.providers.add({ key: provider, kind: 'openai-compatible', baseUrl: order.baseUrl })
await client.models.add({ ref: model, input: '0.25', output: '2' })
await client.pools.set({ provider, name: PoolName.parse('default'), limits: { maxParallel: order.maxParallel, burst: order.maxParallel } })

const shell = order.isServed === true ? await serve() : undefined
const loop = monitorEventLoopDelay({ resolution: resolutionMs })
for (const [index, load] of order.loads.entries()) {
  const figures = await measure(load)
  if (index === order.loads.length - 1) say({ figures })
}
await shell?.close()
await stop()

/** From the request to start a run until its end is on disk: quote, prompts, plan, calls, commits. Watched as a person would. */
async function measure(load: Load): Promise<EngineFigures> {
  const batch = Batch.parse(benchBatch(load))
  loop.reset()
  loop.enable()
  const cpuBefore = process.cpuUsage()
  const threadBefore = process.threadCpuUsage()
  const startedAtMs = performance.timeOrigin + performance.now()
  const run = await client.runs.start({ batch })
  for await (const progress of await client.runs.watch({ run: run.id })) if (progress.status === 'paused') throw new Error('the run paused')
  const cpu = process.cpuUsage(cpuBefore)
  const thread = process.threadCpuUsage(threadBefore)
  loop.disable()
  const { counts, finishedAtMs } = await client.runs.get({ run: run.id })
  if (finishedAtMs === null || counts.succeeded !== counts.total) throw new Error(`the run did not succeed: ${JSON.stringify(counts)}`)
  return {
    probes: counts.total,
    perSecond: (counts.total * 1000) / (finishedAtMs - startedAtMs),
    cpuMsPerProbe: (cpu.user + cpu.system) / 1000 / counts.total,
    threadCpuMsPerProbe: (thread.user + thread.system) / 1000 / counts.total,
    loopDelayP99Ms: Math.max(0, loop.percentile(99) / 1e6 - resolutionMs),
    loopDelayMaxMs: Math.max(0, loop.max / 1e6 - resolutionMs),
    peakMb: (process.resourceUsage().maxRSS * 1024) / megabyte,
  }
}

/** The console over this engine, without a page: tabs are sockets here. */
async function serve() {
  const { workspace } = order
  const engine = { connect }
  const opened = await openLoopbackShell({
    engine,
    workspace,
    rendererFolder: workspace,
    port: 0,
    pid: process.pid,
    clock: systemClock,
    log: quietLog,
  })
  const { port, origin } = opened
  const told: TabsOrder = { port, origin, tabs: shown.map((page) => ({ page, launchAddress: opened.launchAddress() })) }
  say({ console: told })
  await awaitWord()
  return opened
}
