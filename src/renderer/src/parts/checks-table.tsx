import type { CheckOutcome, ProbeChecks } from '#contract/checks'
import { counted, formatShare } from '#renderer/lib'
import { StatusBadge } from '#renderer/ui'
import classes from './checks-table.module.css'
import { describeVerdict } from './verdict-words.ts'

/** What all checks of an answer said together. */
export function ChecksTally({ checks: { verdict, score, checks } }: { readonly checks: ProbeChecks }) {
  const { tone, word } = describeVerdict(verdict)
  const passed = checks.filter((check) => check.verdict === 'pass').length
  return (
    <>
      <StatusBadge tone={tone}>{word}</StatusBadge>
      <span>
        {passed} of {counted(checks.length, 'check')} passed{score === null ? '' : `, score ${formatShare(score)}`}
      </span>
    </>
  )
}

/** Each check of an answer: what it said, why, and who judged where somebody did. Checks within one stand below it. */
export function ChecksTable({ checks }: { readonly checks: readonly CheckOutcome[] }) {
  return (
    <ul className={classes['checks']}>
      {checks.map((check, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: checks have no name but their place, and never change
        <li key={index} className={classes['check']}>
          <Check check={check} />
          {check.checks === undefined ? null : <ChecksTable checks={check.checks} />}
        </li>
      ))}
    </ul>
  )
}

function Check({ check: { label, verdict, negate, weight, score, reason, judge } }: { readonly check: CheckOutcome }) {
  const { tone, word } = describeVerdict(verdict)
  const notes = [
    ...(negate ? ['negated'] : []),
    ...(weight === 1 ? [] : [`weight ${weight}`]),
    ...(score === null ? [] : [`score ${formatShare(score)}`]),
  ]
  return (
    <>
      <StatusBadge tone={tone}>{word}</StatusBadge>
      <div className={classes['what']}>
        <span className={classes['label']}>{label}</span>
        {notes.length === 0 ? null : <span className={classes['soft']}> {notes.join(', ')}</span>}
        {reason === null ? null : <p className={classes['reason']}>{reason}</p>}
        {judge === null ? null : (
          <p className={classes['soft']}>
            judged by {judge.model}
            {judge.call === null ? ', which had judged the same before' : null}
            {judge.call === null ? null : (
              <>
                : <a href={`#/ledger?open=${encodeURIComponent(`call:${judge.call}`)}`}>the call</a>
              </>
            )}
          </p>
        )}
      </div>
    </>
  )
}
