import type { NotCarried } from '#contract/batches'
import { counted } from '#renderer/lib'
import classes from './suite.module.css'

const words: Readonly<Record<NotCarried['kind'], string>> = { lost: 'Not carried', changed: 'Changed', flaw: 'Left out' }

/** What of a file does not come along as it is, by its line. */
export function NotCarriedList({ items }: { readonly items: readonly NotCarried[] }) {
  if (items.length === 0) return <p className={classes['facts']}>All of it comes along.</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <ul className={classes['list']} aria-label="What does not come along as it is" tabIndex={0}>
      {items.map(({ kind, line, field, what, more }) => (
        <li key={`${kind} ${line} ${field} ${what}`}>
          <span>{words[kind]}</span>
          <span className={classes['soft']}>{line === null ? '' : `Line ${line}`}</span>
          <span>
            {field === '' ? null : <code>{field}</code>} {what}
            {more === 0 ? null : <span className={classes['soft']}> and {counted(more, 'more like it', 'more like it')}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
