import { Link } from '@tanstack/react-router'
import type { OutcomeWarning } from '#contract/outcomes'
import { Glyph, Section } from '#renderer/ui'
import { sayWarnings } from './outcome-words.ts'
import classes from './results.module.css'

/** What would bias a comparison of the models, with a way to leave it out or to look at it. */
export function Warnings({ warnings }: { readonly warnings: readonly OutcomeWarning[] }) {
  if (warnings.length === 0) return null
  return (
    <Section title="Before models are compared">
      <ul className={classes['list']}>
        {sayWarnings(warnings).map(({ code, text, leaveOut, show }) => (
          <li key={code} className={classes['line']}>
            <Glyph name="alert" size={14} />
            <span>{text}</span>
            <span className={classes['ways']}>
              {leaveOut === undefined ? null : (
                <Link from="/runs/$run" to="." search={(search) => ({ ...search, ...leaveOut })} replace>
                  Leave out
                </Link>
              )}
              {show === undefined ? null : (
                <Link from="/runs/$run" to="." search={(search) => ({ ...search, ...show })} replace>
                  Show
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
