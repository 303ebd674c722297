import { useDeferredValue, useMemo } from 'react'
import classes from '../costs.module.css'
import type { CostsSearch } from '../search.ts'
import type { CostsShown } from '../use-costs.ts'
import type { WorkspaceMoney } from '../use-workspace.ts'
import { BreakdownCard } from './breakdown-card.tsx'
import { Figures } from './figures.tsx'
import { periodsShown } from './over-time.ts'
import { OverTimeCard } from './over-time-card.tsx'
import { PerSuccessCard } from './per-success-card.tsx'
import { SoFarCard } from './so-far-card.tsx'
import { TokensCard } from './tokens-card.tsx'

/** Where the money went: in all, over time, against the budget, by what it can be told apart by, and for what. What stands below is drawn once what is seen first has been. */
export function SpendView({
  shown,
  workspace,
  search,
}: {
  readonly shown: CostsShown
  readonly workspace: WorkspaceMoney
  readonly search: CostsSearch
}) {
  const { clock } = workspace
  const periods = useMemo(() => periodsShown(shown, clock), [shown, clock])
  const below = useDeferredValue<CostsShown | undefined>(shown, undefined)
  return (
    <>
      <Figures shown={shown} />
      <div className={classes['cards']}>
        <div className={classes['wide']}>
          <OverTimeCard shown={shown} periods={periods} />
        </div>
        {below === undefined ? null : <Below shown={below} workspace={workspace} search={search} />}
      </div>
    </>
  )
}

function Below({
  shown,
  workspace,
  search,
}: {
  readonly shown: CostsShown
  readonly workspace: WorkspaceMoney
  readonly search: CostsSearch
}) {
  const periods = useMemo(() => periodsShown(shown, workspace.clock), [shown, workspace.clock])
  return (
    <>
      <SoFarCard shown={shown} workspace={workspace} search={search} />
      <BreakdownCard shown={shown} />
      <PerSuccessCard shown={shown} />
      <TokensCard shown={shown} periods={periods} />
    </>
  )
}
