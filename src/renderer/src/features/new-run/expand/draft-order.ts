import type { Variables } from '#contract/batch'
import type { ModelRef } from '#contract/ids'
import type { Draft, DraftRows } from '../draft.ts'
import { textsOf } from '../list-text.ts'
import type { Listed } from '../listed.ts'
import { numberOr } from '../number-text.ts'
import { variablesOf } from '../variables.ts'
import type { Order } from './use-expansion.ts'

/** What a model is to write, as it stands in the dialog. `oneOf`: as `textsOf` reads it. */
export interface DraftOrder {
  readonly instruction: string
  readonly count: string
  readonly budgetUsd: string
  /** Who writes; null: the model that is set for it. */
  readonly model: ModelRef | null
  readonly columns: readonly DraftColumn[]
}

export interface DraftColumn extends Listed {
  readonly name: string
  readonly about: string
  readonly type: ColumnType
  readonly oneOf: string
}

export type ColumnType = 'text' | 'number' | 'boolean'

/** So many rows that are there are sent along, to be like and not to be repeated. */
const mostExamples = 20

/** Begins with the columns that are there, or else with what the prompt wants filled. */
export function begunOrder(draft: Draft): DraftOrder {
  const { columns } = draft.datasetKind === 'rows' ? draft.rows : { columns: [] }
  const names = columns.length > 0 ? columns : variablesOf(draft)
  return {
    ...{ instruction: '', count: '10', budgetUsd: '', model: null },
    columns: (names.length === 0 ? [''] : names).map((name, id) => ({ id, name, about: '', type: 'text', oneOf: '' })),
  }
}

/** As the engine takes it, right or wrong: it says what is not. */
export function orderOf({ instruction, count, budgetUsd, model, columns }: DraftOrder, draft: Draft): Order {
  const budget = budgetUsd.trim().replace(/^\$\s*/, '')
  const names = columns.map(({ name }) => name.trim())
  const examples = draft.datasetKind === 'rows' ? draft.rows.rows.filter(isFilled).slice(0, mostExamples) : []
  return {
    instruction,
    count: Number(numberOr(count)),
    columns: columns.map(({ name, about, type, oneOf }) => ({
      ...{ name: name.trim(), about, type },
      ...(oneOf.trim() === '' ? {} : { oneOf: textsOf(oneOf) }),
    })),
    examples: examples.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => names.includes(column)))),
    ...(model === null ? {} : { model }),
    ...(budget === '' ? {} : { budgetUsd: budget }),
  }
}

/** The rows at the end of those that are there; rows in which nothing stands give way. */
export function withRows(draft: Draft, added: readonly Variables[]): Pick<Draft, 'datasetKind' | 'rows'> {
  const before: DraftRows = draft.datasetKind === 'rows' ? draft.rows : { columns: [], rows: [] }
  const columns = [...new Set([...before.columns, ...added.flatMap((row) => Object.keys(row))])]
  return { datasetKind: 'rows', rows: { columns, rows: [...before.rows.filter(isFilled), ...added] } }
}

function isFilled(row: Variables): boolean {
  return Object.values(row).some((value) => value !== null && value !== '')
}

/** What was typed into a cell of a column, as that column's type has it. */
export function typedCell(text: string, type: ColumnType): Variables[string] {
  if (type === 'number') return numberOr(text)
  return type === 'boolean' && (text === 'true' || text === 'false') ? text === 'true' : text
}
