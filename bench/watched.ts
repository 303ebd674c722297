import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { Child } from '../test/processes/child.ts'
import { startSimulator } from '../test/processes/simulator.ts'
import { launchFlags } from './launch-flags.ts'
import { writeLoad } from './loads.ts'
import type { EngineFigures, EngineOrder, TabsFigures, TabsOrder } from './order.ts'
import { median } from './statistics.ts'
import { measureEngine } from './throughput.ts'

export interface WatchedOptions {
  readonly folder: string
  readonly rounds: number
  readonly warmProbes: number
  readonly probes: number
}

/** A run at full speed that two tabs show while others show the monitor, the ledger and the costs, and one that nobody looks at, turn by turn. Medians over the rounds. */
export interface Watched {
  readonly loopDelayP99Ms: number
  readonly loopDelayMaxMs: number
  readonly aloneLoopDelayP99Ms: number
  readonly probesPerSecond: number
  /** Of the speed of a run that nobody looks at. */
  readonly ratioToAlone: number
  /** What the tabs were told by themselves, and what they asked for, while it ran and was warmed. */
  readonly states: number
  readonly answers: number
}

const inFlight = 32
const patienceMs = 300_000
const engineEntry = new URL('./engine-process.ts', import.meta.url)
const tabsEntry = new URL('./tabs-process.ts', import.meta.url)

export async function measureWatched({ folder, rounds, warmProbes, probes }: WatchedOptions): Promise<Watched> {
  const server = await startSimulator({ folder, seed: 1, profile: { zeroLatency: true, ledger: 'counts' }, patienceMs })
  try {
    const loads = [warmProbes, probes].map((count) => writeLoad(folder, count))
    const measure = async (name: string, isServed: boolean): Promise<Round> => {
      const workspace = path.join(folder, name)
      mkdirSync(workspace)
      return await measureOnce({ workspace, baseUrl: server.baseUrl, maxParallel: inFlight, storageThread: null, isServed, loads })
    }
    const done: { alone: EngineFigures; watched: EngineFigures; tabs: TabsFigures }[] = []
    for (let round = 0; round < rounds; round += 1) {
      const { engine: alone } = await measure(`alone-${round}`, false)
      const { engine: watched, tabs } = await measure(`watched-${round}`, true)
      done.push({ alone, watched, tabs })
    }
    const middle = (figure: (round: (typeof done)[number]) => number) => median(done.map(figure))
    return {
      loopDelayP99Ms: middle(({ watched }) => watched.loopDelayP99Ms),
      loopDelayMaxMs: middle(({ watched }) => watched.loopDelayMaxMs),
      aloneLoopDelayP99Ms: middle(({ alone }) => alone.loopDelayP99Ms),
      probesPerSecond: middle(({ watched }) => watched.perSecond),
      ratioToAlone: middle(({ watched, alone }) => watched.perSecond / alone.perSecond),
      states: middle(({ tabs }) => tabs.states),
      answers: middle(({ tabs }) => tabs.answers),
    }
  } finally {
    await server.stop()
  }
}

interface Round {
  readonly engine: EngineFigures
  readonly tabs: TabsFigures
}

async function measureOnce(order: EngineOrder): Promise<Round> {
  if (order.isServed !== true) return { engine: await measureEngine(order), tabs: { states: 0, answers: 0 } }
  const engine = new Child({ entry: engineEntry, order, nodeFlags: launchFlags, patienceMs })
  const { console: served } = (await engine.hear('console')) as { console: TabsOrder }
  const tabs = new Child({ entry: tabsEntry, order: served, patienceMs })
  await tabs.hear('ready')
  engine.tell({ go: true })
  const { figures } = (await engine.hear('figures')) as { figures: EngineFigures }
  tabs.tell({ leave: true })
  const { tabs: seen } = (await tabs.hear('tabs')) as { tabs: TabsFigures }
  await Promise.all([endsWell(tabs), endsWell(engine)])
  return { engine: figures, tabs: seen }
}

/** Of a process that ends by itself. */
async function endsWell(child: Child): Promise<void> {
  const { code, signal, errors } = await child.ended
  if (code !== 0) throw new Error(`a child ended badly (${code ?? signal})\n${errors}`)
}
