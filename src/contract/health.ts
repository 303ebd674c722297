import { z } from 'zod'
import { base } from './base.ts'
import { EpochMs, NanoUsd } from './units.ts'

export const HealthCheck = z.object({ name: z.string(), status: z.enum(['ok', 'warning', 'failed']), detail: z.string() })
export type HealthCheck = z.infer<typeof HealthCheck>

/**
 * What all calls that began in a month cost together, as its budget counts them: one that may have been billed, or whose cost is unknown, counts with the most it can
 * come to, as far as that is known. The month is one of the workspace's time zone, from `fromMs` until just before `untilMs`. `budgetNanoUsd`: null: there is none.
 */
export const MonthSpend = z.object({ fromMs: EpochMs, untilMs: EpochMs, spentNanoUsd: NanoUsd, budgetNanoUsd: NanoUsd.nullable() })
export type MonthSpend = z.infer<typeof MonthSpend>

export const EngineStatus = z.object({
  version: z.string(),
  workspace: z.string(),
  pid: z.int(),
  startedAtMs: EpochMs,
  schemaVersion: z.int(),
  activeRuns: z.int(),
  inFlight: z.int(),
  storage: z.enum(['ok', 'failing']),
  /** null: what was spent before this engine began is still being read. */
  month: MonthSpend.nullable(),
})
export type EngineStatus = z.infer<typeof EngineStatus>

export const health = {
  status: base.output(EngineStatus),
  /** Looks over workspace, database, catalog and credentials; changes nothing. */
  doctor: base.output(z.object({ items: z.array(HealthCheck) })),
  /** Makes the sums over calls anew, a page at a time, while everything goes on; what is asked meanwhile is answered from the calls. `attempts`: that they hold then. */
  rebuildRollups: base.output(z.object({ attempts: z.int() })),
  /** A copy of the database, checked after it was written. `file` defaults to a new one in the workspace's `backups` folder. */
  backup: base.input(z.object({ file: z.string().optional() })).output(z.object({ file: z.string(), bytes: z.int(), attempts: z.int() })),
}
