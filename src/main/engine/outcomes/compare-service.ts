import type { ModelRef, RunId } from '#contract/ids'
import { AppError } from '#engine/failure'
import type { AskedRun } from './asked-run.ts'
import type { OutcomeService } from './outcome-service.ts'
import { comparedModelView, comparedPromptView, type ModelPair } from './outcome-views.ts'
import { outcomeWarnings } from './warnings.ts'

export interface CompareRuns {
  readonly a: RunId
  readonly b: RunId
  readonly models?: readonly ModelPair[] | undefined
  readonly show: 'all' | 'flips' | 'to_pass' | 'to_fail' | 'unmatched'
  readonly sort: 'prompt' | 'flip' | 'cost' | 'duration'
  readonly offset: number
  readonly limit: number
}

/** Two runs held against each other. NOT_FOUND; INVALID_INPUT where there is no pair of models, or one that a run has not. */
export async function compareRuns(outcomes: OutcomeService, { a, b, models, ...page }: CompareRuns) {
  const [runA, runB] = [await outcomes.asked(a), await outcomes.asked(b)]
  const pairs = models ?? pairsOf(runA, runB)
  if (pairs.length === 0) throw invalid('models', 'the runs have no model in common: say which is held against which')
  const side = (run: AskedRun, name: 'a' | 'b') => pairs.map((pair, place) => idOf(run, pair[name], `models[${place}].${name}`))
  const [idsA, idsB] = [side(runA, 'a'), side(runB, 'b')]
  const found = await outcomes.books.ask((reader, changesOf) =>
    reader.read('comparePrompts', {
      a: { runId: runA.head.run.id, models: idsA, changes: changesOf(runA.head.run.id) },
      b: { runId: runB.head.run.id, models: idsB, changes: changesOf(runB.head.run.id) },
      ...page,
    }),
  )
  const excerptsA = await outcomes.excerpts(
    runA,
    found.cells.flatMap((cell) => cell.a?.promptIdx ?? []),
  )
  const excerptsB = await outcomes.excerpts(
    runB,
    found.cells.flatMap((cell) => (cell.a === null ? (cell.b?.promptIdx ?? []) : [])),
  )
  return {
    models: found.pairs.map((pair, position) => comparedModelView(pair, pairAt(pairs, position))),
    total: found.total,
    items: found.cells.map((cell) => {
      const prompt = cell.a === null ? excerptsB.get(cell.b?.promptIdx ?? -1) : excerptsA.get(cell.a.promptIdx)
      return comparedPromptView(cell, pairAt(pairs, cell.position), prompt ?? '')
    }),
    warnings: await warningsOf(outcomes, runA, runB, pairs),
  }
}

/** Of two runs each model against itself, or where both have one alone those two; of one run its two models. */
function pairsOf(a: AskedRun, b: AskedRun): ModelPair[] {
  const [[firstA, secondA, thirdA], [firstB, secondB]] = [a.models, b.models]
  if (a.head.run.id === b.head.run.id)
    return firstA !== undefined && secondA !== undefined && thirdA === undefined ? [{ a: firstA.ref, b: secondA.ref }] : []
  if (firstA !== undefined && firstB !== undefined && secondA === undefined && secondB === undefined)
    return [{ a: firstA.ref, b: firstB.ref }]
  return a.models.filter(({ id }) => b.models.some((other) => other.id === id)).map(({ ref }) => ({ a: ref, b: ref }))
}

function idOf(run: AskedRun, ref: ModelRef, path: string): number {
  const found = run.models.find((model) => model.ref === ref)
  if (found !== undefined) return found.id
  throw invalid(path, `${ref} is no model of run ${run.head.run.ulid}, which has ${run.models.map((model) => model.ref).join(', ')}`)
}

async function warningsOf(outcomes: OutcomeService, runA: AskedRun, runB: AskedRun, pairs: readonly ModelPair[]) {
  const wanted = async (run: AskedRun, side: 'a' | 'b') =>
    (await outcomes.sums(run)).models.filter(({ model }) => pairs.some((pair) => pair[side] === model))
  const [ofA, ofB] = [await wanted(runA, 'a'), await wanted(runB, 'b')]
  const all = [...ofA, ...ofB]
  return [
    ...outcomeWarnings(ofA, runA.hasChecks, all).map((warning) => ({ ...warning, side: 'a' as const })),
    ...outcomeWarnings(ofB, runB.hasChecks, all).map((warning) => ({ ...warning, side: 'b' as const })),
  ]
}

function pairAt(pairs: readonly ModelPair[], position: number): ModelPair {
  const pair = pairs[position]
  if (pair === undefined) throw new Error(`there is no pair ${position}`)
  return pair
}

function invalid(path: string, message: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', issues: [{ path, message }] })
}
