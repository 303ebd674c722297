import { VisuallyHidden } from '@mantine/core'
import type { QuoteRow } from '#contract/runs'
import { counted, formatCount, formatUsdRange } from '#renderer/lib'
import classes from './quote.module.css'

/** The quote by model. Where its output figures come from is said: guesses and experience are not the same. */
export function QuoteTable({ rows }: { readonly rows: readonly QuoteRow[] }) {
  return (
    <table className={classes['quoteTable']}>
      <VisuallyHidden component="caption">Quote by model</VisuallyHidden>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Probes</th>
          <th scope="col">Cost</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ model, probes, costNanoUsd, pastAnswers }) => (
          <tr key={model}>
            <th scope="row" title={pastAnswers === 0 ? 'From an assumed length of answers' : `From ${counted(pastAnswers, 'past answer')}`}>
              {model}
              <span className={classes['note']}>{pastAnswers === 0 ? 'assumed' : counted(pastAnswers, 'past answer')}</span>
            </th>
            <td>{formatCount(probes)}</td>
            <td title={costNanoUsd === null ? 'No price is known' : undefined}>
              {costNanoUsd === null ? '–' : formatUsdRange(costNanoUsd.low, costNanoUsd.high)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
