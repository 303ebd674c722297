import { Link, useSearch } from '@tanstack/react-router'
import { Glyph, Section } from '#renderer/ui'
import classes from './compare.module.css'
import { sideWarnings } from './side-warnings.ts'
import type { Comparison } from './use-comparison.ts'

/** What is not the same of both sides, and so may be the difference. Each leads to the results of its run. */
export function Warnings({ warnings }: { readonly warnings: Comparison['warnings'] }) {
  const { a, b } = useSearch({ from: '/compare' })
  if (warnings.length === 0) return null
  return (
    <Section title="Before they are compared">
      <ul className={classes['list']}>
        {sideWarnings(warnings).map(({ side, code, text }) => (
          <li key={`${side} ${code}`}>
            <Glyph name="alert" size={14} />
            <span>{text}</span>
            <Link to="/runs/$run" params={{ run: (side === 'a' ? a : b) ?? '' }} search={{ view: 'results' }}>
              Results of {side.toUpperCase()}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
