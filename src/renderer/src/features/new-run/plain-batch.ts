import { messagesColumn } from '#contract/own-columns'
import { plainChecks, plainPassWhen } from './checks/plain-checks.ts'
import type { Draft, DraftModel } from './draft.ts'
import { plainParameters } from './draft-parameters.ts'
import { numberOr } from './number-text.ts'
import { plainScenarios } from './scenarios/draft-scenarios.ts'

/**
 * What the form says, as the keys and values of a batch file: right or wrong, for the engine to judge. What is as it is without being said is left out.
 * `mostRows`: no more rows than these, where the whole is not wanted.
 */
export function plainBatch(draft: Draft, mostRows = Number.POSITIVE_INFINITY): Readonly<Record<string, unknown>> {
  const parameters = plainParameters(draft.parameters)
  const scenarios = plainScenarios(draft.scenarios)
  const passWhen = plainPassWhen(draft.passWhen)
  return {
    name: draft.name.trim(),
    ...(draft.promptKind === 'prompt'
      ? draft.prompt.trim() === '' && haveMessages(draft)
        ? {}
        : { prompt: draft.prompt }
      : { messages: draft.messages.map(({ role, content }) => ({ role, content })) }),
    ...(draft.turns.length === 0 ? {} : { turns: draft.turns.map(({ content }) => content) }),
    ...plainDataset(draft, mostRows),
    ...(scenarios === undefined ? {} : { scenarios }),
    ...(draft.checks.length === 0 ? {} : { checks: plainChecks(draft.checks) }),
    ...(passWhen === 'all' ? {} : { passWhen }),
    models: draft.models.map(plainModel),
    ...said('samples', draft.samples),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(draft.budgetUsd.trim() === '' ? {} : { budgetUsd: draft.budgetUsd.trim().replace(/^\$\s*/, '') }),
    ...(draft.allowFallback ? { allowFallback: true } : {}),
    ...(draft.allowDeprecated ? { allowDeprecated: true } : {}),
    ...(draft.allowUnpriced ? { allowUnpriced: true } : {}),
    ...(draft.cache ? { cache: true } : {}),
    ...said('maxParallel', draft.maxParallel),
    ...said('maxWaitMs', draft.maxWaitMs),
  }
}

/** Whether every row brings the messages that are sent for it. */
export function haveMessages({ datasetKind, rows }: Pick<Draft, 'datasetKind' | 'rows'>): boolean {
  return datasetKind === 'rows' && rows.rows.length > 0 && rows.rows.every((row) => Object.hasOwn(row, messagesColumn))
}

/** What the form says of the dataset, as a batch file would. */
export function plainDataset({ datasetKind, rows, datasetFile }: Draft, mostRows: number): Readonly<Record<string, unknown>> {
  if (datasetKind === 'none') return {}
  return { dataset: datasetKind === 'file' ? datasetFile.trim() : rows.rows.slice(0, mostRows) }
}

function plainModel({ ref, own }: DraftModel): unknown {
  return own === null ? ref : { ref, parameters: plainParameters(own) }
}

function said(key: string, text: string): Readonly<Record<string, unknown>> {
  return text.trim() === '' ? {} : { [key]: numberOr(text) }
}
