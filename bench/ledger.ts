import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import type { ReportFormat } from '#contract/reports'
import { Child } from '../test/processes/child.ts'
import { startSimulator } from '../test/processes/simulator.ts'
import { type ExportFigures, measureExports } from './exports.ts'
import { makeLedger } from './large-ledger.ts'
import { writeLoad } from './loads.ts'
import { measureOpening } from './opening.ts'
import type { AskedFigures, LedgerOrder, OpeningFigures } from './order.ts'
import { type ProbeBytes, probeBytes } from './probe-bytes.ts'
import { measureEngine } from './throughput.ts'

/** Questions of a ledger of so many calls, asked through the engine, in process. */
export interface LedgerFigures extends AskedFigures {
  readonly attempts: number
  /** So many of its newest calls as files. */
  readonly exports: readonly ExportFigures[]
  /** What a probe that was answered at once takes on the disk, by a run of its own. */
  readonly bytes: ProbeBytes
}

export interface LedgerSizes {
  readonly attempts: number
  readonly weighedProbes: number
  readonly formats: readonly ReportFormat[]
}

const exportedRows = 100_000
const patienceMs = 900_000

/** `given`: a workspace that `bench:ledger` has made; else one is made for this. */
export async function measureLedger(
  folder: string,
  { attempts, weighedProbes, formats }: LedgerSizes,
  given?: string,
): Promise<LedgerFigures> {
  const workspace = ledgerIn(folder, attempts, given)
  const order: LedgerOrder = { workspace }
  const child = new Child({ entry: new URL('./ledger-process.ts', import.meta.url), order, patienceMs })
  const { figures } = await child.hear('figures')
  await child.finish()
  const exports = await measureExports(workspace, exportedRows, formats)
  return { ...(figures as AskedFigures), attempts, exports, bytes: await weighProbes(folder, weighedProbes) }
}

/** The page of costs over such a ledger, in a browser. */
export function measureCosts(folder: string, attempts: number, given?: string): Promise<OpeningFigures> {
  const home = path.join(folder, 'costs')
  mkdirSync(home, { recursive: true })
  symlinkSync(ledgerIn(folder, attempts, given), path.join(home, 'workspace'), 'junction')
  return measureOpening({ page: 'costs', unasked: home, home })
}

function ledgerIn(folder: string, attempts: number, given: string | undefined): string {
  const workspace = given === undefined ? path.join(folder, 'ledger') : path.resolve(given)
  if (!existsSync(path.join(workspace, 'assay.db'))) makeLedger({ folder: workspace, attempts })
  return workspace
}

/** A run of probes that are answered at the first call, then what its tables and indexes take. */
async function weighProbes(folder: string, probes: number): Promise<ProbeBytes> {
  const server = await startSimulator({ folder, seed: 1, profile: { zeroLatency: true, ledger: 'counts' }, patienceMs })
  try {
    const workspace = path.join(folder, 'weighed')
    const loads = [writeLoad(folder, probes)]
    await measureEngine({ workspace, baseUrl: server.baseUrl, maxParallel: 32, storageThread: null, loads })
    return probeBytes(workspace)
  } finally {
    await server.stop()
  }
}
