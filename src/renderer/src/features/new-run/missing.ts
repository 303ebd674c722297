import { missingOfChecks } from './checks/missing-of-checks.ts'
import type { Draft } from './draft.ts'
import { haveMessages } from './plain-batch.ts'
import { missingOfScenarios } from './scenarios/missing-of-scenarios.ts'

/** What an unfinished draft still wants: the field, and what to do about it. The engine need not be asked before. */
export interface Missing {
  readonly field: string
  readonly words: string
}

export function missingOf(draft: Draft): Missing[] {
  const isPrompt = draft.promptKind === 'prompt'
  return [
    wants(draft.name.trim() === '', 'name', 'Give it a name'),
    wants(isPrompt && draft.prompt.trim() === '' && !haveMessages(draft), 'prompt', 'Write a prompt'),
    wants(!isPrompt && draft.messages.every(({ content }) => content.trim() === ''), 'messages', 'Write a message'),
    wants(draft.datasetKind === 'rows' && draft.rows.rows.length === 0, 'dataset', 'Fill a row, or go without a dataset'),
    wants(draft.datasetKind === 'file' && draft.datasetFile.trim() === '', 'dataset', 'Name the file of the dataset'),
    ...draft.turns.map(({ content }, index) =>
      wants(content.trim() === '', `turns[${index}]`, `Write further turn ${index + 1}, or remove it`),
    ),
    missingOfScenarios(draft.scenarios),
    missingOfChecks(draft.checks),
    wants(draft.models.length === 0, 'models', 'Choose a model'),
  ].flat()
}

function wants(isMissing: boolean, field: string, words: string): Missing[] {
  return isMissing ? [{ field, words }] : []
}
