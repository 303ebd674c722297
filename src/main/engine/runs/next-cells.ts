import type { RerunCell } from '#engine/storage'
import type { SchedulerPorts } from './scheduler-ports.ts'

interface CellsAsked {
  readonly runId: number
  readonly position: number
  readonly samples: number
  /** As a lane has it. */
  readonly listed: number | null
  readonly planned: number
  readonly count: number
}

/** A sample of a prompt, with the prompt's variables as they are stored. */
export type NextCell = Omit<RerunCell, 'n'>

/** The next cells of a lane with their prompts' variables: as a rerun lists them, else prompt by prompt, sample by sample. */
export async function nextCells(
  storage: Pick<SchedulerPorts['storage'], 'read'>,
  { runId, position, samples, listed, planned, count }: CellsAsked,
): Promise<readonly NextCell[]> {
  if (listed !== null) return await storage.read('rerunCells', { runId, position, fromN: planned, limit: count })
  const firstPrompt = Math.floor(planned / samples)
  const lastPrompt = Math.floor((planned + count - 1) / samples)
  const prompts = await storage.read('promptPage', { runId, fromIdx: firstPrompt, limit: lastPrompt - firstPrompt + 1 })
  return Array.from({ length: count }, (_, offset) => {
    const promptIdx = Math.floor((planned + offset) / samples)
    return { promptIdx, sample: (planned + offset) % samples, variables: prompts[promptIdx - firstPrompt]?.variables ?? '{}' }
  })
}
