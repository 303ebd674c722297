import type { FallbackLane } from './fallback-lane.ts'
import type { RestCause } from './run-driver.ts'
import type { RunLane } from './run-lane.ts'
import { isOfBudget, isPersonal } from './run-waits.ts'

type SomeLane = Pick<RunLane | FallbackLane, 'isEmpty' | 'inLine' | 'away' | 'live' | 'blockedBy'>

/** Why a run of which nothing is in flight cannot go on; undefined: it can, or something of it will be ready by itself. `delayed`: its jobs that wait for an instant. */
export function whyIdle(lanes: readonly SomeLane[], delayed: number): RestCause | undefined {
  if (delayed > 0) return undefined
  const open = lanes.filter((lane) => !lane.isEmpty)
  if (open.length === 0) return 'done'
  if (!open.every((lane) => lane.inLine + lane.away === lane.live && (lane.inLine === 0 || isPersonal(lane.blockedBy)))) return undefined
  return open.some((lane) => lane.blockedBy !== null && isOfBudget(lane.blockedBy)) ? 'budget' : 'stuck'
}
