import type { Parameters } from '#contract/batch'
import type { Dice } from './dice.ts'
import { fleet, modelAt } from './fleet.ts'
import { tasks } from './tasks.ts'

/** A run before it is drawn what became of its calls. */
export interface RunPlan {
  readonly task: number
  /** The same for runs that ask the same prompts; else one of its own. */
  readonly datasetSeed: number
  readonly user: string
  readonly startMs: number
  readonly models: readonly number[]
  readonly prompts: number
  readonly samples: number
  readonly parallel: number
  readonly parameters: Parameters
  readonly allowFallback: boolean
  readonly isJudged: boolean
  readonly isExpanded: boolean
}

const dayMs = 86_400_000
const hourMs = 3_600_000
const users = ['ada', 'bob', 'chen']
const userWeights = [6, 3, 1]
/** Of a working day, by hour of UTC. */
const hourWeights = [1, 1, 1, 1, 1, 2, 4, 8, 14, 16, 15, 12, 10, 13, 15, 14, 11, 8, 5, 4, 3, 3, 2, 1]
const sharedDatasets = 5

/** So many runs of about so many calls in all, over so many days before `endMs`, oldest first: few are large, weekends are quiet. */
export function planRuns(
  dice: Dice,
  order: { readonly runs: number; readonly calls: number; readonly days: number; readonly endMs: number },
): RunPlan[] {
  const sizes = Array.from({ length: order.runs }, () => dice.logNormal(1, 1.2))
  const scale = order.calls / sizes.reduce((sum, size) => sum + size, 0)
  return sizes.map((size) => planRun(dice, Math.max(8, Math.round(size * scale)), order)).sort((one, other) => one.startMs - other.startMs)
}

function planRun(dice: Dice, calls: number, { days, endMs }: { readonly days: number; readonly endMs: number }): RunPlan {
  const models = drawModels(dice, 1 + dice.weighted([4, 5, 4, 2, 1, 1]))
  const samples = dice.one([1, 1, 1, 2, 3, 5])
  const prompts = Math.max(1, Math.round(calls / (models.length * samples)))
  const parallel = dice.one([4, 8, 8, 16, 32])
  const slowestMs = Math.max(...models.map((model) => modelAt(model).medianMs))
  const takesMs = (prompts * samples * slowestMs * 2) / parallel + hourMs
  const task = dice.below(tasks.length)
  const isShared = dice.isLess(0.35)
  return {
    ...{ task, samples, prompts, parallel, models },
    datasetSeed: isShared ? task * sharedDatasets + dice.below(sharedDatasets) : 1000 + dice.below(2 ** 30),
    user: users[dice.weighted(userWeights)] as string,
    startMs: drawStart(dice, endMs - days * dayMs, endMs - takesMs),
    parameters: drawParameters(dice, isShared),
    allowFallback: dice.isLess(0.4),
    isJudged: dice.isLess(0.14),
    isExpanded: dice.isLess(0.2),
  }
}

/** One that is to bring so many calls more, and was to bring others besides: it goes on when the ledger ends. */
export function lastRun(dice: Dice, calls: number, endMs: number): RunPlan {
  const plan = planRun(dice, calls * 1.2 + 20, { days: 1, endMs })
  return { ...plan, startMs: endMs - 6 * hourMs }
}

function drawModels(dice: Dice, count: number): number[] {
  const weights = fleet.map(({ weight }) => weight)
  const drawn = new Set<number>()
  while (drawn.size < count) drawn.add(dice.weighted(weights))
  return [...drawn]
}

/** Whoever asks the same prompts again mostly asks them in the same way. */
function drawParameters(dice: Dice, isShared: boolean): Parameters {
  if (isShared || dice.isLess(0.5)) return { temperature: 0, maxOutputTokens: 400 }
  return { temperature: dice.one([0, 0.3, 0.7, 1]), maxOutputTokens: dice.one([200, 400, 800, 2000]) }
}

function drawStart(dice: Dice, fromMs: number, toMs: number): number {
  const days = Math.max(1, Math.floor((toMs - fromMs) / dayMs))
  for (;;) {
    const dayAtMs = Math.floor(fromMs / dayMs) * dayMs + dice.below(days + 1) * dayMs
    const weekday = new Date(dayAtMs).getUTCDay()
    if ((weekday === 0 || weekday === 6) && !dice.isLess(0.2)) continue
    const startMs = dayAtMs + dice.weighted(hourWeights) * hourMs + dice.below(hourMs)
    if (startMs >= fromMs && startMs <= Math.max(toMs, fromMs + dayMs)) return startMs
  }
}
