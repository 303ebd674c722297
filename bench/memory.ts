import path from 'node:path'
import { startSimulator } from '../test/processes/simulator.ts'
import { writeLoad } from './loads.ts'
import { measureEngine } from './throughput.ts'

/** Peak of the engine's process, all its threads included, by probes of a run. */
export interface Memory {
  readonly peakMb: Readonly<Record<string, number>>
  /** The largest against the one before it. */
  readonly growthRatio: number
}

const patienceMs = 900_000

/** A fresh process and workspace for each size, which runs one batch and nothing before it. */
export async function measureMemory(folder: string, sizes: readonly number[]): Promise<Memory> {
  const server = await startSimulator({ folder, seed: 1, profile: { zeroLatency: true, ledger: 'counts' }, patienceMs })
  try {
    const peaks: [number, number][] = []
    for (const probes of sizes) {
      const order = { workspace: path.join(folder, `memory-${probes}`), baseUrl: server.baseUrl, maxParallel: 32, storageThread: null }
      const { peakMb } = await measureEngine({ ...order, loads: [writeLoad(folder, probes)] })
      peaks.push([probes, peakMb])
    }
    const [before, largest] = peaks.slice(-2).map(([, peakMb]) => peakMb)
    return { peakMb: Object.fromEntries(peaks), growthRatio: (largest ?? Number.NaN) / (before ?? Number.NaN) }
  } finally {
    await server.stop()
  }
}
