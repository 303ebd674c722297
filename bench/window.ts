import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { builtFile } from '../test/built/built-app.ts'
import { Child } from '../test/processes/child.ts'
import { startSimulator } from '../test/processes/simulator.ts'
import { writeLoad } from './loads.ts'
import type { WindowFigures, WindowOrder } from './order.ts'
import { measureEngine } from './throughput.ts'

const patienceMs = 900_000
const inFlight = 32
const tries = 3
const entry = new URL('../e2e/measure-window.ts', import.meta.url)

/** A finished run of so many probes, made by the engine against a server without latency, then opened in a browser as the loopback shell serves it. */
export async function measureWindow(folder: string, probes: number): Promise<WindowFigures> {
  builtFile('main/cli.js')
  const home = path.join(folder, 'window')
  const workspace = path.join(home, 'workspace')
  mkdirSync(workspace, { recursive: true })
  const server = await startSimulator({ folder, seed: 1, profile: { zeroLatency: true, ledger: 'counts' }, patienceMs })
  try {
    await measureEngine({
      workspace,
      baseUrl: server.baseUrl,
      maxParallel: inFlight,
      storageThread: null,
      loads: [writeLoad(folder, probes)],
    })
  } finally {
    await server.stop()
  }
  const order: WindowOrder = { home, tries }
  const child = new Child({ entry, order, patienceMs })
  const { figures } = await child.hear('figures')
  await child.finish()
  return figures as WindowFigures
}
