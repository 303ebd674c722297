import type { CheckOutcome, ProbeChecks } from '#contract/checks'
import { formatShare } from '#renderer/lib'
import { StatusBadge, type Tone } from '#renderer/ui'
import formClasses from '../new-run.module.css'
import classes from './checks.module.css'

const tones: Readonly<Record<CheckOutcome['verdict'], Tone>> = { pass: 'good', fail: 'bad', error: 'doubt' }
const words: Readonly<Record<CheckOutcome['verdict'], string>> = { pass: 'passes', fail: 'fails', error: 'cannot be decided' }

/** What an answer came to, and what each check said of it. */
export function CheckOutcomes({ said: { verdict, score, checks } }: { readonly said: ProbeChecks }) {
  return (
    <section className={classes['outcomes']} aria-label="What the checks say">
      <p className={formClasses['hint']}>
        The answer <StatusBadge tone={tones[verdict]}>{words[verdict]}</StatusBadge>
        {score === null ? '' : `, score ${formatShare(score)}`}
      </p>
      <ul className={classes['outcomes']}>
        {checks.map((check, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an outcome is its check's place
          <Outcome key={index} outcome={check} />
        ))}
      </ul>
    </section>
  )
}

function Outcome({ outcome }: { readonly outcome: Omit<CheckOutcome, 'checks'> & Pick<CheckOutcome, 'checks'> }) {
  const { label, verdict, reason, negate, checks } = outcome
  return (
    <li>
      <div className={classes['outcome']}>
        <StatusBadge tone={tones[verdict]}>{words[verdict]}</StatusBadge>
        <span>
          {negate ? 'not ' : ''}
          {label}
        </span>
        {reason === null ? null : <span className={classes['reason']}>{reason}</span>}
      </div>
      {checks === undefined ? null : (
        <ul>
          {checks.map((inner, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an outcome is its check's place
            <Outcome key={index} outcome={inner} />
          ))}
        </ul>
      )}
    </li>
  )
}
