import type { ReportFormat } from '#contract/reports'
import { Child } from '../test/processes/child.ts'
import { launchFlags } from './launch-flags.ts'

export interface ExportsOrder {
  readonly workspace: string
  readonly rows: number
  readonly formats: readonly ReportFormat[]
}

/** One file of calls. `extraMb`: how much larger the process became, in its whole resident memory. The thread that writes it has written a row before. */
export interface ExportFigures {
  readonly format: ReportFormat
  readonly rows: number
  readonly bytes: number
  readonly tookMs: number
  readonly extraMb: number
  /** How late the engine's thread was meanwhile, and how long it was held in a piece. */
  readonly delayP99Ms: number
  readonly heldP99Ms: number
  readonly heldMaxMs: number
}

const patienceMs = 300_000

/** The newest calls of a large workspace in each format, in a fresh process. */
export async function measureExports(workspace: string, rows: number, formats: readonly ReportFormat[]): Promise<readonly ExportFigures[]> {
  const order: ExportsOrder = { workspace, rows, formats }
  const child = new Child({ entry: new URL('./exports-process.ts', import.meta.url), order, nodeFlags: launchFlags, patienceMs })
  const { figures } = await child.hear('figures')
  await child.finish()
  return figures as readonly ExportFigures[]
}
