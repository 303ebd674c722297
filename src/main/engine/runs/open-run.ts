import { RunId } from '#contract/ids'
import type { RunDetails } from '#engine/storage'
import { ActiveRun, type RunDriver } from './active-run.ts'
import { Budget } from './budget.ts'
import { FrozenBatch } from './frozen-batch.ts'
import { RunLane } from './run-lane.ts'
import { RunTally } from './run-tally.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** A run in memory, as the database has it; nothing of it is in line yet. */
export function openRun(details: RunDetails, driver: RunDriver, ports: SchedulerPorts): ActiveRun {
  const frozen = FrozenBatch.parse(JSON.parse(details.run.batch))
  const tally = RunTally.of(details)
  const spent = tally.cost.nanoUsd + tally.cost.upperNanoUsd
  const run = new ActiveRun(
    {
      id: RunId.parse(details.run.ulid),
      runId: details.run.id,
      name: details.run.name,
      user: details.run.user,
      messages: frozen.messages,
      samples: details.run.samples,
      promptCount: details.run.prompt_count,
      maxParallel: frozen.maxParallel,
      maxWaitMs: frozen.maxWaitMs,
      budget: details.run.budget_nanousd === null ? null : new Budget(details.run.budget_nanousd, spent),
    },
    tally,
    driver,
    ports.clock,
  )
  const { storage, clock, catalog } = ports
  run.lanes = details.models.map(
    (row) =>
      new RunLane(run, {
        model: catalog.model(row.modelId),
        parameters: JSON.parse(row.parameters),
        position: row.position,
        planned: row.planned,
        storage,
        clock,
      }),
  )
  return run
}
