import type { CostState } from '#contract/calls'
import type { CostTotal } from '#contract/costs'
import classes from './charts.module.css'
import { callsOf, coverageParts } from './coverage-parts.ts'

const tones: Readonly<Record<CostState, string>> = {
  reported: 'var(--good)',
  computed: 'var(--going)',
  none: 'var(--edge)',
  estimated: 'var(--waiting)',
  maybe_billed: 'var(--doubt)',
  unknown: 'var(--bad)',
}

/** How a total was come by: a thin band of its calls by how sure their cost is, and each part with its calls and amount. */
export function CoverageBand({ total }: { readonly total: CostTotal }) {
  const parts = coverageParts(total)
  const calls = callsOf(total.coverage)
  if (calls === 0) return null
  return (
    <div className={classes['coverage']}>
      <span className={classes['band']} aria-hidden="true">
        {parts.map(({ state, calls: part }) => (
          <span key={state} style={{ flexGrow: part, background: tones[state] }} />
        ))}
      </span>
      <ul className={classes['coverageParts']} aria-label="How sure the costs are" data-coverage>
        {parts.map(({ state, text }) => (
          <li key={state}>
            <span className={classes['swatch']} style={{ background: tones[state] }} aria-hidden="true" />
            {text}
          </li>
        ))}
      </ul>
    </div>
  )
}
