import { Select } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { RunSummary } from '#contract/runs'
import { counted } from '#renderer/lib'
import { DataTable, EmptyState, Loaded, LoadingState, Toolbar } from '#renderer/ui'
import { ProbeFilters } from '../probes/probe-filters.tsx'
import { BesideView } from './beside-view.tsx'
import { mostModels, promptColumns } from './prompt-columns.tsx'
import { orderWords, readOrder } from './prompt-order.ts'
import classes from './prompts.module.css'
import { usePrompts } from './use-prompts.ts'

/** The prompts with what each model made of them; one of them with its answers side by side, where the address names it. */
export function PromptsView({ summary }: { readonly summary: RunSummary }) {
  const { prompt } = useSearch({ from: '/runs/$run' })
  const prompts = usePrompts(summary.id)
  return prompt === undefined ? (
    <PromptTable summary={summary} prompts={prompts} />
  ) : (
    <BesideView run={summary.id} promptIndex={prompt - 1} items={prompts.items} onEnd={prompts.loadMore} />
  )
}

function PromptTable({ summary, prompts }: { readonly summary: RunSummary; readonly prompts: ReturnType<typeof usePrompts> }) {
  const { order } = useSearch({ from: '/runs/$run' })
  const navigate = useNavigate({ from: '/runs/$run' })
  const { query, items, total, loadMore } = prompts
  const hasChecks = summary.checks !== null
  const columns = useMemo(() => promptColumns(summary.models, hasChecks), [summary.models, hasChecks])
  const hidden = summary.models.length - mostModels
  return (
    <>
      <Toolbar
        label="Filter prompts"
        aside={
          <span role="status" className={classes['place']}>
            {total === undefined ? '' : counted(total, 'prompt')}
            {hidden > 0 ? `, ${counted(hidden, 'model')} not shown` : ''}
          </span>
        }
      >
        <Select
          w={210}
          aria-label="Order of prompts"
          allowDeselect={false}
          data={Object.entries(orderWords).map(([value, label]) => ({ value, label }))}
          value={readOrder(order)}
          onChange={(value) =>
            void navigate({
              search: ({ order: _, ...search }) => (value === null || value === 'prompt' ? search : { ...search, order: value }),
              replace: true,
            })
          }
        />
        <ProbeFilters summary={summary} />
      </Toolbar>
      <Loaded query={query} loading={<LoadingState rows={14} />}>
        {() => (
          <div className={classes['table']}>
            <DataTable
              label="Prompts"
              columns={columns}
              count={items.length}
              rowAt={(index) => items[index]}
              rowKey={({ promptIndex }) => String(promptIndex)}
              rowsOf={readOrder(order)}
              onOpen={({ promptIndex }) => void navigate({ search: (search) => ({ ...search, prompt: promptIndex + 1 }) })}
              onRange={(_, last) => {
                if (last >= items.length - 20) void loadMore?.()
              }}
              isPlain
              empty={<EmptyState title="No prompt is like that">Take a filter away.</EmptyState>}
            />
          </div>
        )}
      </Loaded>
    </>
  )
}
