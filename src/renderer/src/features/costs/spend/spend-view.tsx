import { memo, useDeferredValue, useMemo } from 'react'
import { useOneByOne } from '#renderer/ui'
import classes from '../costs.module.css'
import type { CostsSearch } from '../search.ts'
import type { CostsShown } from '../use-costs.ts'
import type { WorkspaceMoney } from '../workspace-money.ts'
import { BreakdownCard } from './breakdown-card.tsx'
import { only } from './budget.ts'
import { Figures } from './figures.tsx'
import { periodsShown } from './over-time.ts'
import { OverTimeCard } from './over-time-card.tsx'
import { PerSuccessCard } from './per-success-card.tsx'
import { SoFarCard } from './so-far-card.tsx'
import { TokensCard } from './tokens-card.tsx'

interface SpendProps {
  readonly shown: CostsShown
  readonly workspace: WorkspaceMoney
  readonly search: CostsSearch
}

// A card that is drawn is not drawn again because the next one is.
const [OverTime, SoFar, Parts, PerSuccess, Tokens] = [
  memo(OverTimeCard),
  memo(SoFarCard),
  memo(BreakdownCard),
  memo(PerSuccessCard),
  memo(TokensCard),
]

/** Where the money went: in all, over time, against the budget, by what it can be told apart by, and for what. From above down, each row drawn once what stands over it is seen. */
export function SpendView({ shown, workspace, search }: SpendProps) {
  const drawn = useOneByOne(3)
  const provider = only(search, 'provider')
  const below = useDeferredValue(shown)
  const periods = useMemo(() => periodsShown(shown, workspace.clock), [shown, workspace.clock])
  const periodsBelow = useMemo(() => periodsShown(below, workspace.clock), [below, workspace.clock])
  return (
    <>
      <Figures shown={shown} />
      <div className={classes['cards']}>
        <div className={classes['wide']}>
          {drawn >= 1 ? (
            <OverTime
              shown={shown}
              periods={periods}
              dayBudget={provider === undefined ? undefined : workspace.dayBudgetsNanoUsd[provider]}
            />
          ) : null}
        </div>
        {drawn >= 2 ? <SoFar shown={below} workspace={workspace} search={search} /> : null}
        {drawn >= 2 ? <Parts shown={below} /> : null}
        {drawn >= 3 ? <PerSuccess shown={below} /> : null}
        {drawn >= 3 ? <Tokens shown={below} periods={periodsBelow} /> : null}
      </div>
    </>
  )
}
