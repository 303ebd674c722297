import { useMemo, useState } from 'react'
import type { Provider } from '#contract/catalog'
import { type Column, DataTable, EmptyState, type Sort, sortRows } from '#renderer/ui'
import { type Filter, filterModels, groupModels, type ListedModel, type ListedRow } from './listed-models.ts'
import { modelColumns } from './model-columns.tsx'
import { headingOf } from './provider-heading.tsx'
import type { RateUnit } from './rate-unit.ts'

interface ModelsTableProps {
  readonly listed: readonly ListedModel[]
  readonly filter: Filter
  readonly providers: readonly Provider[]
  readonly unit: RateUnit
  /** The ref of the model that is open beside the table. */
  readonly chosen: string | undefined
  readonly onOpen: (ref: string) => void
}

/** Models under their providers. Enter, or a click, folds a provider and opens a model. */
export function ModelsTable({ listed, filter, providers, unit, chosen, onOpen }: ModelsTableProps) {
  const [sort, setSort] = useState<Sort>()
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const ownColumns = useMemo(() => modelColumns(unit), [unit])
  const columns = useMemo(() => ownColumns.map(ofModel), [ownColumns])
  const sorted = useMemo(() => sortRows(listed, ownColumns, sort), [listed, ownColumns, sort])
  const { find, provider, status, availability, price } = filter
  const isFiltered = [find, provider, status, availability, price].some((each) => each !== undefined && each !== '')
  const rows = useMemo(() => {
    const shown = filterModels(sorted, asFilter({ find, provider, status, availability, price }))
    return groupModels(shown, { all: listed, providers, folded, isWhole: !isFiltered })
  }, [sorted, listed, providers, folded, isFiltered, find, provider, status, availability, price])
  const follow = useMemo(() => {
    const index = chosen === undefined ? -1 : rows.findIndex((row) => row.kind === 'model' && row.model.ref === chosen)
    return index < 0 ? undefined : index
  }, [rows, chosen])
  return (
    <DataTable
      label="Models"
      columns={columns}
      count={rows.length}
      rowAt={(index) => rows[index]}
      rowKey={keyOf}
      sort={sort}
      onSort={setSort}
      spanOf={headingOf}
      chosenKey={chosen}
      follow={follow}
      rowsOf={[find, provider, status, availability, price].join('\n')}
      onOpen={(row) => (row.kind === 'model' ? onOpen(row.model.ref) : setFolded((before) => toggled(before, row.key)))}
      empty={<EmptyState title="No model is called so">Take a filter away, or look for another name.</EmptyState>}
    />
  )
}

type Gappy = { readonly [Key in keyof Filter]: Filter[Key] | undefined }

function asFilter(filter: Gappy): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}

function keyOf(row: ListedRow): string {
  return row.kind === 'model' ? row.model.ref : row.key
}

/** Of a row of the table, which may be a heading: that is drawn over all columns. */
function ofModel({ sortBy, title, ...column }: Column<ListedModel>): Column<ListedRow> {
  return {
    ...column,
    isSortable: sortBy !== undefined,
    cell: (row) => (row.kind === 'model' ? column.cell(row) : null),
    title: (row) => (row.kind === 'model' ? title?.(row) : undefined),
  }
}

function toggled(folded: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const others = [...folded].filter((each) => each !== key)
  return new Set(others.length === folded.size ? [...others, key] : others)
}
