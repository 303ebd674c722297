import { skipToken, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { RunId } from '#contract/ids'
import { ChartFrame, ChartTable, type Mark, TimeChart } from '#renderer/charts'
import { formatUsd, scopeNames, splitValues } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import type { CostsSearch } from '../search.ts'
import type { CostsShown } from '../use-costs.ts'
import type { WorkspaceMoney } from '../workspace-money.ts'
import { spendSoFar } from './over-time.ts'
import { pointHeaders } from './period-words.ts'

/** What was spent so far, against the budget that it counts to: a run's where it is filtered to one, the month's where it is all of a month. */
export function SoFarCard({
  shown,
  workspace,
  search,
}: {
  readonly shown: CostsShown
  readonly workspace: WorkspaceMoney
  readonly search: CostsSearch
}) {
  const data = useMemo(() => spendSoFar(shown, workspace.clock), [shown, workspace.clock])
  const { marks, subtitle, aside } = useBudget(shown, workspace, search)
  return (
    <ChartFrame
      title="Spent so far"
      subtitle={subtitle}
      total={shown.total.cost}
      aside={aside}
      table={<ChartTable label="Spent so far" data={data} unit="usd" pointHeader={pointHeaders[shown.granularity]} isSummed={false} />}
    >
      <TimeChart label="Spent so far" data={data} unit="usd" shape="lines" marks={marks} join={(values) => Math.max(...values)} />
    </ChartFrame>
  )
}

function useBudget({ range }: CostsShown, { monthBudgetNanoUsd }: WorkspaceMoney, search: CostsSearch) {
  const runs = splitValues(search.run)
  const [run] = runs.length === 1 ? runs : []
  const others = scopeNames.filter((name) => name !== 'run' && search[name] !== undefined)
  const { data } = useQuery(useApi().runs.get.queryOptions({ input: run === undefined ? skipToken : { run: run as RunId } }))
  if (run !== undefined && others.length === 0) {
    const budget = data?.budgetNanoUsd ?? null
    if (data === undefined) return plain
    return budget === null
      ? { ...plain, subtitle: `${data.name} has no budget` }
      : { ...plain, subtitle: `of the run’s budget of ${formatUsd(budget)}`, marks: [markOf(budget)] }
  }
  const isMonth = range.name === 'month' || range.name === 'last-month'
  if (!isMonth || run !== undefined || others.length > 0) return plain
  return monthBudgetNanoUsd === undefined
    ? { ...plain, subtitle: 'the month has no budget', aside: <Link to="/settings">Settings</Link> }
    : { ...plain, subtitle: `of the month’s budget of ${formatUsd(monthBudgetNanoUsd)}`, marks: [markOf(monthBudgetNanoUsd)] }
}

const plain: { readonly marks: readonly Mark[]; readonly subtitle: string; readonly aside: React.ReactNode } = {
  marks: [],
  subtitle: 'added up over the range',
  aside: null,
}

function markOf(nanoUsd: number): Mark {
  return { value: nanoUsd, label: `Budget ${formatUsd(nanoUsd)}` }
}
