import { Loader, Select } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { OnRestart, Quote } from '#contract/runs'
import { counted, formatRoughly, formatShort, formatUsd, formatUsdRange } from '#renderer/lib'
import { Glyph } from '#renderer/ui'
import type { FieldErrors } from './field-errors.ts'
import { labelOf } from './field-labels.ts'
import classes from './quote.module.css'
import { QuoteTable } from './quote-table.tsx'
import type { Verdict } from './use-verdict.ts'

interface QuotePanelProps {
  readonly verdict: Verdict | undefined
  readonly isJudging: boolean
  readonly errors: FieldErrors
  /** Providers that cannot be asked until they have a key. */
  readonly keyless: readonly string[]
  /** In the file they stand beneath it, with their lines. */
  readonly shown: 'form' | 'file'
  readonly onRestart: OnRestart
  readonly onRestartChange: (onRestart: OnRestart) => void
}

/** What the run will probably cost and take, or what keeps it from being said. */
export function QuotePanel({ verdict, isJudging, errors, keyless, shown, onRestart, onRestartChange }: QuotePanelProps) {
  return (
    <aside className={classes['panel']} aria-label="Quote">
      <div className={classes['panelHead']}>
        <h2 className={classes['panelTitle']}>Quote</h2>
        {isJudging ? <Loader size={12} role="status" aria-label="Being reckoned" /> : null}
      </div>
      <div aria-live="polite">
        {verdict === undefined ? null : <Judged verdict={verdict} errors={errors} shown={shown} />}
        {keyless.length === 0 ? null : <KeysToGive providers={keyless} />}
      </div>
      <Select
        className={classes['restart']}
        label="If the engine ends meanwhile"
        allowDeselect={false}
        data={restarts.map(({ value, label }) => ({ value, label }))}
        description={restarts.find(({ value }) => value === onRestart)?.does}
        value={onRestart}
        onChange={(chosen) => onRestartChange(restarts.find(({ value }) => value === chosen)?.value ?? onRestart)}
      />
    </aside>
  )
}

const restarts: readonly { readonly value: OnRestart; readonly label: string; readonly does: string }[] = [
  { value: 'hold', label: 'Wait for a person', does: 'The run stays paused until somebody looks at it' },
  { value: 'resume-safe', label: 'Go on, but hold what was under way', does: 'What may have been billed is not sent again' },
  { value: 'resend', label: 'Go on, and send all again', does: 'What was under way may be billed twice' },
]

function Judged({ verdict, errors, shown }: Pick<QuotePanelProps, 'errors' | 'shown'> & { readonly verdict: Verdict }) {
  switch (verdict.kind) {
    case 'incomplete':
      return (
        <div className={classes['panelText']}>
          <p>Still to do:</p>
          <ul className={classes['todo']}>
            {verdict.missing.map(({ field, words }) => (
              <li key={field}>{words}</li>
            ))}
          </ul>
        </div>
      )
    case 'quoted':
      return <Quoted quote={verdict.quote} />
    case 'refused':
      return <Refused errors={errors} shown={shown} />
  }
}

function KeysToGive({ providers }: { readonly providers: readonly string[] }) {
  return (
    <p className={classes['panelText']}>
      To be seen to under Keys:{' '}
      {providers.map((provider, index) => (
        <span key={provider}>
          {index === 0 ? '' : ', '}
          <Link to="/keys" search={{ provider }}>
            {provider}
          </Link>
        </span>
      ))}
    </p>
  )
}

function Refused({ errors: { fields, rest }, shown }: Pick<QuotePanelProps, 'errors' | 'shown'>) {
  if (shown === 'file')
    return (
      <p className={classes['panelText']} role="alert">
        It cannot be started so: what is not right stands beneath the file.
      </p>
    )
  return (
    <div className={classes['panelText']} role="alert">
      <p className={classes['refused']}>
        <Glyph name="alert" /> It cannot be started so
      </p>
      {rest.map((words) => (
        <p key={words}>{words}</p>
      ))}
      {fields.size === 0 ? null : (
        <ul className={classes['todo']}>
          {[...fields].map(([field, words]) => (
            <li key={field}>
              <b>{labelOf(field)}.</b> {words}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Quoted({ quote }: { readonly quote: Quote }) {
  const { prompts, samples, probes, rows, costNanoUsd, durationMs, budgetNanoUsd, maxOutputTokens, warnings } = quote
  const tokens = (kind: 'inputTokens' | 'outputTokens') => rangeText(sum(rows, kind, 'low'), sum(rows, kind, 'high'))
  const isOver = budgetNanoUsd !== null && costNanoUsd !== null && costNanoUsd.low > budgetNanoUsd
  return (
    <>
      <dl className={classes['figures']}>
        <Figure name="Cost" note={budgetNanoUsd === null ? 'no budget' : `budget ${formatUsd(budgetNanoUsd)}`}>
          {costText(quote)}
        </Figure>
        <Figure name="Takes">{durationText(durationMs)}</Figure>
        <Figure name="Probes" note={`${counted(prompts, 'prompt')} × ${counted(rows.length, 'model')} × ${counted(samples, 'sample')}`}>
          {probes.toLocaleString('en-US')}
        </Figure>
        <Figure name="Tokens" note={`in ${tokens('inputTokens')}, out ${tokens('outputTokens')}`} />
      </dl>
      {isOver ? <p className={classes['refused']}>Even the least it can cost is above the budget.</p> : null}
      {maxOutputTokens === null ? null : (
        <p className={classes['panelText']}>Answers are cut at {formatShort(maxOutputTokens)} tokens, chosen to keep the budget.</p>
      )}
      {warnings.length === 0 ? null : (
        <ul className={classes['warnings']}>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      <QuoteTable rows={rows} />
    </>
  )
}

function Figure({ name, note, children }: { readonly name: string; readonly note?: string; readonly children?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children === undefined ? null : <span className={classes['figure']}>{children}</span>}
        {note === undefined ? null : <span className={classes['note']}>{note}</span>}
      </dd>
    </div>
  )
}

/** Where a price is missing, what the others come to is the least; a dash where none is known. */
function costText({ costNanoUsd, rows }: Quote): string {
  if (costNanoUsd !== null) return formatUsdRange(costNanoUsd.low, costNanoUsd.high)
  const known = rows.flatMap((row) => (row.costNanoUsd === null ? [] : [row.costNanoUsd.low]))
  return known.length === 0 ? '–' : `≥ ${formatUsd(known.reduce((total, low) => total + low, 0))}`
}

function sum(rows: Quote['rows'], kind: 'inputTokens' | 'outputTokens', end: 'low' | 'high'): number {
  return rows.reduce((total, row) => total + row[kind][end], 0)
}

function rangeText(low: number, high: number): string {
  const [least, most] = [formatShort(low), formatShort(high)]
  return least === most ? least : `${least}–${most}`
}

function durationText({ low, high }: Quote['durationMs']): string {
  const [least, most] = [formatRoughly(low), formatRoughly(high)]
  return least === most ? `about ${least}` : `${least} to ${most}`
}
