import path from 'node:path'
import { Child } from '../test/processes/child.ts'
import { makeLargeRun } from './large-run.ts'
import { launchFlags } from './launch-flags.ts'
import { measureOpening } from './opening.ts'
import type { OpeningFigures, OutcomesFigures, OutcomesOrder } from './order.ts'

const patienceMs = 300_000
/** By each of five models five times, with answers of a line. */
const shape = { models: 5, samples: 5, answerBytes: 120 }

/** The reads behind the results page, over a run made for it. */
export async function measureOutcomes(folder: string, probes: number): Promise<OutcomesFigures> {
  const workspace = path.join(folder, 'outcomes')
  makeLargeRun({ folder: workspace, prompts: probes / 25, ...shape })
  const order: OutcomesOrder = { workspace }
  const child = new Child({ entry: new URL('./outcomes-process.ts', import.meta.url), order, nodeFlags: launchFlags, patienceMs })
  const { figures } = await child.hear('figures')
  await child.finish()
  return figures as OutcomesFigures
}

/** The results page of such a run in a browser. */
export function measureResults(folder: string, probes: number): Promise<OpeningFigures> {
  const [unasked, home] = [path.join(folder, 'results-unasked'), path.join(folder, 'results')]
  for (const each of [unasked, home]) makeLargeRun({ folder: path.join(each, 'workspace'), prompts: probes / 25, ...shape })
  return measureOpening({ page: 'results', unasked, home })
}
