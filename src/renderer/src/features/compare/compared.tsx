import { SegmentedControl, Select } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { counted } from '#renderer/lib'
import { DataTable, EmptyState, measures, Section, Toolbar, useSortedRows } from '#renderer/ui'
import classes from './compare.module.css'
import { showWords, sortWords } from './compare-words.ts'
import { modelColumns } from './model-columns.tsx'
import { keyOf } from './open-key.ts'
import { promptColumns } from './prompt-columns.tsx'
import type { CompareSearch } from './search.ts'
import type { Comparison, useComparison } from './use-comparison.ts'
import { Warnings } from './warnings.tsx'

/** Both runs as a whole, what to mind, and their prompts. */
export function Compared({ comparison: { items, first, loadMore } }: { readonly comparison: ReturnType<typeof useComparison> }) {
  const { show = 'all', sort = 'prompt' } = useSearch({ from: '/compare' })
  const navigate = useNavigate({ from: '/compare' })
  const change = (next: Pick<CompareSearch, 'show' | 'sort'> & { readonly all?: 'show' | 'sort' }) =>
    void navigate({
      search: (now) => {
        const { all, ...given } = next
        const { show: _, sort: __, ...rest } = now
        const kept = {
          ...(now.show === undefined ? {} : { show: now.show }),
          ...(now.sort === undefined ? {} : { sort: now.sort }),
          ...given,
        }
        return { ...rest, ...Object.fromEntries(Object.entries(kept).filter(([name]) => name !== all)) }
      },
      replace: true,
    })
  if (first === undefined) return null
  return (
    <section className={classes['scroll']} aria-label="Comparison">
      <div className={classes['summary']}>
        <Models models={first.models} />
        <Warnings warnings={first.warnings} />
      </div>
      <div className={classes['under']}>
        <Toolbar
          label="Which prompts"
          aside={
            <span role="status" className={classes['counts']}>
              {counted(first.total, 'prompt')}
            </span>
          }
        >
          <SegmentedControl
            aria-label="Which prompts"
            value={show}
            onChange={(value) => change(isShow(value) ? { show: value } : { all: 'show' })}
            data={Object.entries(showWords).map(([value, label]) => ({ value, label }))}
          />
          <Select
            w={210}
            aria-label="Order of prompts"
            allowDeselect={false}
            data={Object.entries(sortWords).map(([value, label]) => ({ value, label }))}
            value={sort}
            onChange={(value) => change(isSort(value) ? { sort: value } : { all: 'sort' })}
          />
        </Toolbar>
        <div className={classes['table']}>
          <DataTable
            label="Prompts of both runs"
            columns={promptColumns(first.models.length > 1)}
            count={items.length}
            rowAt={(index) => items[index]}
            rowKey={keyOf}
            rowsOf={`${show} ${sort}`}
            onOpen={(row) => void navigate({ search: (now) => ({ ...now, open: keyOf(row) }) })}
            onRange={(_, last) => {
              if (last >= items.length - 20) void loadMore?.()
            }}
            empty={<EmptyState title={show === 'all' ? 'Neither run has a prompt' : 'No prompt is like that'} />}
          />
        </div>
      </div>
    </section>
  )
}

function Models({ models }: { readonly models: Comparison['models'] }) {
  const rows = useSortedRows(models, modelColumns)
  const shown = Math.min(10, Math.max(1, models.length))
  return (
    <Section title={models.length === 1 ? 'The model' : counted(models.length, 'model')} aside="of prompts that both runs have">
      <div className={classes['models']} style={{ height: measures.headHeight + shown * measures.rowHeight + 10 }}>
        <DataTable
          label="Both runs by model"
          columns={modelColumns}
          rowKey={({ model }) => `${model.a}|${model.b}`}
          empty={<EmptyState title="No model is in both" />}
          {...rows}
        />
      </div>
    </Section>
  )
}

function isShow(value: string): value is NonNullable<CompareSearch['show']> {
  return value !== 'all' && Object.hasOwn(showWords, value)
}

function isSort(value: string | null): value is NonNullable<CompareSearch['sort']> {
  return value !== null && value !== 'prompt' && Object.hasOwn(sortWords, value)
}
