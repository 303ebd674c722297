import type { Batch, Variables } from '#contract/batch'
import { draftChecks, draftPassWhen } from './checks/draft-of-checks.ts'
import { type Draft, type DraftModel, type DraftRows, emptyDraft, noParameters } from './draft.ts'
import { draftParameters } from './draft-parameters.ts'
import { draftScenarios } from './scenarios/draft-scenarios.ts'

/** A batch as the form shows it. What is not in it is as in an empty form; `onRestart` is the run's and stays. */
export function draftOfBatch(batch: Batch, onRestart: Draft['onRestart'] = 'hold'): Draft {
  return {
    name: batch.name,
    promptKind: batch.messages === undefined ? 'prompt' : 'messages',
    prompt: batch.prompt ?? '',
    messages: (batch.messages ?? []).map((message, id) => ({ ...message, id })),
    turns: (batch.turns ?? []).map((content, id) => ({ id, content })),
    ...datasetOf(batch.dataset),
    scenarios: draftScenarios(batch.scenarios),
    checks: draftChecks(batch.checks),
    passWhen: draftPassWhen(batch.passWhen),
    models: batch.models.map(draftModel),
    samples: String(batch.samples),
    parameters: draftParameters(batch.parameters),
    budgetUsd: batch.budgetUsd ?? '',
    maxParallel: batch.maxParallel === undefined ? '' : String(batch.maxParallel),
    maxWaitMs: batch.maxWaitMs === null ? '' : String(batch.maxWaitMs),
    allowFallback: batch.allowFallback,
    allowDeprecated: batch.allowDeprecated,
    allowUnpriced: batch.allowUnpriced,
    cache: batch.cache,
    onRestart,
  }
}

/** Rows with all their columns, in the order they are first met. Those that begin with two underscores are the engine's: they go along unseen. */
export function rowsOf(rows: readonly Variables[]): DraftRows {
  const columns = new Set<string>()
  for (const row of rows) for (const column of Object.keys(row)) if (!column.startsWith('__')) columns.add(column)
  return { columns: [...columns], rows }
}

function datasetOf(dataset: Batch['dataset']): Pick<Draft, 'datasetKind' | 'rows' | 'datasetFile'> {
  if (dataset === undefined) return { datasetKind: 'none', rows: emptyDraft.rows, datasetFile: '' }
  if (typeof dataset === 'string') return { datasetKind: 'file', rows: emptyDraft.rows, datasetFile: dataset }
  return { datasetKind: 'rows', rows: rowsOf(dataset), datasetFile: '' }
}

function draftModel(model: Batch['models'][number]): DraftModel {
  if (typeof model === 'string') return { ref: model, own: null }
  return { ref: model.ref, own: Object.keys(model.parameters).length === 0 ? noParameters : draftParameters(model.parameters) }
}
