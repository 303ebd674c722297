import type { Quote } from '#contract/runs'
import { counted, formatCount, formatRoughly, formatUsd, formatUsdRange } from '#renderer/lib'
import { formErrorsOf } from '#renderer/parts'
import { Stat, Stats } from '#renderer/ui'
import classes from './rerun.module.css'

interface Planned {
  readonly data: { readonly prompts: number; readonly probes: number; readonly quote: Quote } | undefined
  readonly error: unknown
}

/** What would be sent and what it would probably cost and take; or why it would be refused. */
export function RerunPlan({ query: { data, error }, isAsked }: { readonly query: Planned; readonly isAsked: boolean }) {
  return (
    <div className={classes['plan']} aria-live="polite">
      {!isAsked ? (
        <p className={classes['soft']}>What it would cost stands here once the fields are filled in.</p>
      ) : error !== null ? (
        <p className={classes['refused']} role="alert">
          {formErrorsOf(error, () => undefined).rest.join(' ')}
        </p>
      ) : data === undefined ? (
        <p className={classes['soft']}>Being reckoned…</p>
      ) : (
        <Plan planned={data} />
      )}
    </div>
  )
}

function Plan({ planned: { prompts, probes, quote } }: { readonly planned: NonNullable<Planned['data']> }) {
  const { costNanoUsd, durationMs, budgetNanoUsd, warnings, unpriced } = quote
  return (
    <>
      <Stats>
        <Stat label="Probes" value={formatCount(probes)} note={`of ${counted(prompts, 'prompt')}`} />
        <Stat
          label="Cost"
          value={costNanoUsd === null ? '–' : formatUsdRange(costNanoUsd.low, costNanoUsd.high)}
          note={budgetNanoUsd === null ? 'no budget' : `budget ${formatUsd(budgetNanoUsd)}`}
        />
        <Stat label="Takes" value={sayTime(durationMs)} />
      </Stats>
      {unpriced.length === 0 ? null : <p className={classes['soft']}>No price is known for {unpriced.join(', ')}.</p>}
      {warnings.map((warning) => (
        <p key={warning} className={classes['soft']}>
          {warning}
        </p>
      ))}
    </>
  )
}

function sayTime({ low, high }: Quote['durationMs']): string {
  const [least, most] = [formatRoughly(low), formatRoughly(high)]
  return least === most ? `about ${least}` : `${least} to ${most}`
}
