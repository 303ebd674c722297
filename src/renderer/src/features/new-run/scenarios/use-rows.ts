import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import type { Variables } from '#contract/batch'
import { useApi } from '#renderer/transport'
import type { Draft } from '../draft.ts'
import { errorsOf, type FieldErrors, formSource, noErrors } from '../field-errors.ts'
import { plainDataset } from '../plain-batch.ts'
import { plainScenarios } from './draft-scenarios.ts'
import { missingOfScenarios } from './missing-of-scenarios.ts'

/** The first rows that the draft comes to, and how many there are in all. */
export interface RowsMade {
  readonly total: number
  readonly columns: readonly string[]
  readonly items: readonly Variables[]
}

/** Of rows in place so many are sent along: what all come to is reckoned from them. */
const mostRows = 20

/** The rows of dataset and scenarios as the engine makes them, a moment after each change; what is wrong with them, by field. */
export function useRows(draft: Draft, isWanted: boolean): { readonly rows: RowsMade | undefined; readonly errors: FieldErrors } {
  const api = useApi()
  const [text] = useDebouncedValue(isWanted && canBeMade(draft) ? JSON.stringify(plainRows(draft)) : undefined, 300)
  const read = useQuery(api.runs.readBatch.queryOptions({ input: text === undefined ? skipToken : { text, file: formSource } }))
  const made = useQuery(
    api.batches.preview.queryOptions({
      input: read.data === undefined ? skipToken : { batch: read.data, limit: mostRows },
      placeholderData: keepPreviousData,
    }),
  )
  const error = read.error ?? made.error
  if (text === undefined || made.data === undefined || error !== null)
    return { rows: undefined, errors: text === undefined || error === null ? noErrors : errorsOf(error) }
  return { rows: { ...made.data, total: made.data.total * timesSent(draft) }, errors: noErrors }
}

/** What is sent is not asked here: the form may have no prompt and no model yet. */
function plainRows(draft: Draft): Readonly<Record<string, unknown>> {
  const scenarios = plainScenarios(draft.scenarios)
  return {
    ...{ name: 'rows', prompt: 'rows', models: ['defaults'] },
    ...(hasRows(draft) ? plainDataset(draft, mostRows) : {}),
    ...(scenarios === undefined ? {} : { scenarios }),
  }
}

function canBeMade(draft: Draft): boolean {
  return missingOfScenarios(draft.scenarios).length === 0 && (draft.scenarios.mode !== 'none' || hasRows(draft))
}

function hasRows({ datasetKind, rows, datasetFile }: Draft): boolean {
  return datasetKind === 'rows' ? rows.rows.length > 0 : datasetKind === 'file' && datasetFile.trim() !== ''
}

function timesSent({ datasetKind, rows }: Draft): number {
  return datasetKind === 'rows' && rows.rows.length > mostRows ? rows.rows.length / mostRows : 1
}
