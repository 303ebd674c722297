import { RunId } from '#contract/ids'
import type { RunDetails } from '#engine/storage'
import { ActiveRun } from './active-run.ts'
import { Budget } from './budget.ts'
import { FrozenBatch } from './frozen-batch.ts'
import type { RunDriver } from './run-driver.ts'
import { RunLane } from './run-lane.ts'
import { RunTally, spentOf } from './run-tally.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** A run in memory, as the database has it; nothing of it is in line yet. */
export function openRun({ run, models, ...sums }: RunDetails, driver: RunDriver, ports: SchedulerPorts): ActiveRun {
  const frozen = FrozenBatch.parse(JSON.parse(run.batch))
  const tally = RunTally.of({ run, models, ...sums })
  const active = new ActiveRun(
    {
      id: RunId.parse(run.ulid),
      runId: run.id,
      name: run.name,
      user: run.user,
      maxParallel: frozen.maxParallel,
      maxWaitMs: frozen.maxWaitMs,
      allowsFallback: frozen.allowFallback,
      allowsUnpriced: frozen.allowUnpriced,
      budget: run.budget_nanousd === null ? null : new Budget(run.budget_nanousd, spentOf(sums), frozen.allowUnpriced),
    },
    tally,
    driver,
    ports.clock,
  )
  const lanes = models.map(({ modelId, parameters, position, planned, cells: listed }) => {
    const cells = {
      usesCache: frozen.cache,
      template: frozen.messages,
      turns: frozen.turns,
      prompts: run.prompt_count,
      samples: run.samples,
      listed,
    }
    return new RunLane(active, { modelId, parameters: JSON.parse(parameters), position, planned, ...cells }, ports)
  })
  active.plan(lanes)
  return active
}
