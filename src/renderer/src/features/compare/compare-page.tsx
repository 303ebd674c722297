import { ActionIcon, Tooltip } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { EmptyState, Glyph, Loaded, LoadingState, Page, PageHeader, Toolbar } from '#renderer/ui'
import classes from './compare.module.css'
import { Compared } from './compared.tsx'
import { ComparedAnswers } from './compared-answers.tsx'
import { ModelPair } from './model-pair.tsx'
import { readKey } from './open-key.ts'
import { RunPicker } from './run-picker.tsx'
import type { CompareSearch } from './search.ts'
import { useComparison } from './use-comparison.ts'

/** Two runs against each other: by model, and prompt by prompt; one prompt with the answers of both side by side. */
export function ComparePage() {
  const search = useSearch({ from: '/compare' })
  const navigate = useNavigate({ from: '/compare' })
  const comparison = useComparison(search)
  const { a, b } = search
  const pair = readKey(search.open)
  const choose = (side: 'a' | 'b') => (run: string | undefined) => void navigate({ search: (now) => withRun(now, side, run) })
  return (
    <Page
      isFixed
      header={
        <PageHeader
          title="Compare"
          above={<Link to="/runs">Runs</Link>}
          facts="Two runs, prompt by prompt: what now passes, what now fails, and whether that is more than chance."
        />
      }
    >
      <Toolbar label="Which runs">
        <RunPicker side="A" value={a} onChange={choose('a')} />
        <Tooltip label="Swap sides" withinPortal={false}>
          <ActionIcon className={classes['swap']} aria-label="Swap sides" size={30} onClick={() => void navigate({ search: swapped })}>
            <Glyph name="swap" />
          </ActionIcon>
        </Tooltip>
        <RunPicker side="B" value={b} onChange={choose('b')} />
        {a === undefined || b === undefined ? null : <ModelPair a={a} b={b} />}
      </Toolbar>
      {a === undefined || b === undefined ? (
        <EmptyState title={a === undefined && b === undefined ? 'Choose two runs' : 'Choose the other run'}>
          Prompts are matched by the messages that were sent, else by their row. It can be the same run twice: then two of its models are
          compared.
        </EmptyState>
      ) : pair === undefined ? (
        <Loaded query={comparison.query} loading={<LoadingState rows={12} />}>
          {() => <Compared comparison={comparison} />}
        </Loaded>
      ) : (
        <ComparedAnswers a={a} b={b} pair={pair} items={comparison.items} onEnd={comparison.loadMore} />
      )}
    </Page>
  )
}

/** Whoever chooses another run begins anew with its models and prompts. */
function withRun({ models: _, open: __, ...search }: CompareSearch, side: 'a' | 'b', run: string | undefined): CompareSearch {
  const { [side]: ___, ...rest } = search
  return run === undefined ? rest : { ...rest, [side]: run }
}

function swapped({ a, b, models, open: _, ...search }: CompareSearch): CompareSearch {
  return {
    ...search,
    ...(b === undefined ? {} : { a: b }),
    ...(a === undefined ? {} : { b: a }),
    ...(models === undefined ? {} : { models: models.split('|').toReversed().join('|') }),
  }
}
