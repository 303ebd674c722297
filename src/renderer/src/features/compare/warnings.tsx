import { Link, useSearch } from '@tanstack/react-router'
import { counted, formatShare } from '#renderer/lib'
import { Glyph, Section } from '#renderer/ui'
import classes from './compare.module.css'
import type { Comparison } from './use-comparison.ts'

type Warning = Comparison['warnings'][number]

const did: Readonly<Record<Warning['code'], string>> = {
  fallback: 'were answered by a fallback',
  retried: 'took more than one try',
  missing: 'have no answer',
  cached: 'were kept from other probes',
  errors: 'could not be decided',
  unchecked: 'are not checked yet',
}

/** What is not the same of both sides, and so may be the difference. Each leads to the results of its run. */
export function Warnings({ warnings }: { readonly warnings: readonly Warning[] }) {
  const { a, b } = useSearch({ from: '/compare' })
  if (warnings.length === 0) return null
  return (
    <Section title="Before they are compared">
      <ul className={classes['list']}>
        {warnings.slice(0, mostShown).map(({ side, code, model, probes, of }) => (
          <li key={`${side} ${code} ${model}`}>
            <Glyph name="alert" size={14} />
            <span>
              {side.toUpperCase()}: {counted(probes, 'probe')} of {of.toLocaleString('en-US')} of {model} (
              {formatShare(of === 0 ? 0 : probes / of)}) {did[code]}.
            </span>
            <Link to="/runs/$run" params={{ run: (side === 'a' ? a : b) ?? '' }} search={{ view: 'results', model }}>
              Results of {side.toUpperCase()}
            </Link>
          </li>
        ))}
      </ul>
      {warnings.length > mostShown ? <p className={classes['soft']}>{counted(warnings.length - mostShown, 'more', 'more')}</p> : null}
    </Section>
  )
}

const mostShown = 8
