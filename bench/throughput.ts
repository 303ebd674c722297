import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { Child } from '../test/processes/child.ts'
import { startSimulator } from '../test/processes/simulator.ts'
import { launchFlags } from './launch-flags.ts'
import { writeLoad } from './loads.ts'
import type { BareFigures, BareOrder, EngineFigures, EngineOrder } from './order.ts'
import { recordRequest } from './record-request.ts'
import { median } from './statistics.ts'

export interface ThroughputOptions {
  readonly folder: string
  readonly rounds: number
  readonly warmProbes: number
  readonly probes: number
  /** For the engine's process, such as `--cpu-prof`. */
  readonly nodeFlags?: readonly string[]
}

/** Medians over the rounds; the ratio is the median of each round's own. */
export interface Throughput {
  readonly ratioToBareFetch: number
  readonly probesPerSecond: number
  readonly bareFetchPerSecond: number
  readonly cpuMsPerProbe: number
  /** Of it, in the engine's own thread. */
  readonly threadCpuMsPerProbe: number
  readonly bareCpuMsPerRequest: number
  readonly loopDelayP99Ms: number
  readonly loopDelayMaxMs: number
  /** With every commit slowed to 50 ms. */
  readonly slowCommitLoopDelayP99Ms: number
  readonly slowCommitProbesPerSecond: number
  readonly requestBytes: number
  readonly rounds: readonly { readonly ours: EngineFigures; readonly bare: BareFigures }[]
}

const inFlight = 32
const patienceMs = 600_000
const slowCommitShare = 0.1
const engineEntry = new URL('./engine-process.ts', import.meta.url)
const bareEntry = new URL('./bare-process.ts', import.meta.url)
const slowCommitThread = new URL('./threads/slow-commit-thread.ts', import.meta.url).href

/** A zero-latency server in its own process; turn by turn a bare loop and the whole engine, each in a fresh process, warmed alike. */
export async function measureThroughput(options: ThroughputOptions): Promise<Throughput> {
  const { folder, rounds, warmProbes, probes } = options
  const { headers, body } = await recordRequest(folder)
  const server = await startSimulator({ folder, seed: 1, profile: { zeroLatency: true, ledger: 'counts' }, patienceMs })
  try {
    const bareOrder: BareOrder = {
      url: `${server.baseUrl}/chat/completions`,
      headers,
      body,
      inFlight,
      warmRequests: warmProbes,
      requests: probes,
    }
    const loads = [warmProbes, probes].map((count) => writeLoad(folder, count))
    const order = (name: string): EngineOrder => {
      mkdirSync(path.join(folder, name))
      return { workspace: path.join(folder, name), baseUrl: server.baseUrl, maxParallel: inFlight, storageThread: null, loads }
    }
    const done: { ours: EngineFigures; bare: BareFigures }[] = []
    for (let round = 0; round < rounds; round += 1) {
      const bare = await figuresOf<BareFigures>(new Child({ entry: bareEntry, order: bareOrder, patienceMs }))
      done.push({ bare, ours: await measureEngine(order(`round-${round}`), options.nodeFlags) })
    }
    const slow = await measureEngine({
      ...order('slow'),
      storageThread: slowCommitThread,
      loads: [writeLoad(folder, warmProbes * slowCommitShare), writeLoad(folder, probes * slowCommitShare)],
    })
    const middle = (figure: (round: (typeof done)[number]) => number) => median(done.map(figure))
    return {
      ratioToBareFetch: middle(({ ours, bare }) => ours.perSecond / bare.perSecond),
      probesPerSecond: middle(({ ours }) => ours.perSecond),
      bareFetchPerSecond: middle(({ bare }) => bare.perSecond),
      cpuMsPerProbe: middle(({ ours }) => ours.cpuMsPerProbe),
      threadCpuMsPerProbe: middle(({ ours }) => ours.threadCpuMsPerProbe),
      bareCpuMsPerRequest: middle(({ bare }) => bare.cpuMsPerRequest),
      loopDelayP99Ms: middle(({ ours }) => ours.loopDelayP99Ms),
      loopDelayMaxMs: middle(({ ours }) => ours.loopDelayMaxMs),
      slowCommitLoopDelayP99Ms: slow.loopDelayP99Ms,
      slowCommitProbesPerSecond: slow.perSecond,
      requestBytes: Buffer.byteLength(body),
      rounds: done,
    }
  } finally {
    await server.stop()
  }
}

/** One engine process from its start to its end. */
export async function measureEngine(order: EngineOrder, nodeFlags: readonly string[] = []): Promise<EngineFigures> {
  return await figuresOf<EngineFigures>(new Child({ entry: engineEntry, order, nodeFlags: [...launchFlags, ...nodeFlags], patienceMs }))
}

async function figuresOf<Figures>(child: Child): Promise<Figures> {
  const { figures } = await child.hear('figures')
  await child.finish()
  return figures as Figures
}
