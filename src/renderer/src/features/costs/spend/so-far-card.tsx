import { skipToken, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import type { RunId } from '#contract/ids'
import { ChartFrame, ChartTable, type Mark, TimeChart } from '#renderer/charts'
import { formatUsd } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import type { CostsSearch } from '../search.ts'
import type { CostsShown } from '../use-costs.ts'
import type { WorkspaceMoney } from '../workspace-money.ts'
import { budgetOf } from './budget.ts'
import { spendSoFar } from './over-time.ts'
import { pointHeaders } from './period-words.ts'

/** What was spent so far, against the budget that it counts to: a run's where it is filtered to one, a provider's of a day where it is that, the month's where it is all of a month. */
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

function useBudget({ range }: CostsShown, { clock, monthBudgetNanoUsd, dayBudgetsNanoUsd }: WorkspaceMoney, search: CostsSearch): Against {
  const of = budgetOf(search, range, clock)
  const { data } = useQuery(useApi().runs.get.queryOptions({ input: of.kind === 'run' ? { run: of.run as RunId } : skipToken }))
  switch (of.kind) {
    case 'run':
      return data === undefined ? plain : against(data.budgetNanoUsd ?? undefined, 'the run’s budget', `${data.name} has no budget`)
    case 'day':
      return against(
        dayBudgetsNanoUsd[of.provider],
        `${of.provider}’s budget of a day`,
        `${of.provider} has no budget of a day`,
        toSettings,
      )
    case 'month':
      return against(monthBudgetNanoUsd, 'the month’s budget', 'the month has no budget', toSettings)
    case 'none':
      return plain
  }
}

interface Against {
  readonly marks: readonly Mark[]
  readonly subtitle: string
  readonly aside: ReactNode
}

function against(budget: number | undefined, whose: string, none: string, aside: ReactNode = null): Against {
  return budget === undefined
    ? { marks: [], subtitle: none, aside }
    : { marks: [{ value: budget, label: `Budget ${formatUsd(budget)}` }], subtitle: `of ${whose} of ${formatUsd(budget)}`, aside: null }
}

const toSettings = <Link to="/settings">Settings</Link>
const plain: Against = { marks: [], subtitle: 'added up over the range', aside: null }
