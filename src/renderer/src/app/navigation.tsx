import { Tooltip } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { Link } from '@tanstack/react-router'
import { Glyph, Mark } from '#renderer/ui'
import classes from './layout.module.css'
import { pages } from './pages.ts'
import { useUnread } from './unread.ts'

/** The slim column on the left: what there is, and how to get anywhere without it. */
export function Navigation({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const unread = useUnread()
  return (
    <nav className={classes['nav']} aria-label="Pages">
      <div className={classes['brand']}>
        <Mark />
        <span className={classes['brandName']}>Assay</span>
      </div>
      <ul className={classes['links']}>
        {pages.map(({ to, title, icon }) => (
          <li key={to}>
            <Tooltip label={title} position="right" className={classes['tip']}>
              <Link to={to} className={classes['link']} aria-describedby={to === '/events' && unread !== undefined ? 'unread' : undefined}>
                <Glyph name={icon} />
                <span className={classes['linkText']}>{title}</span>
                {to === '/events' && unread !== undefined ? (
                  <span className={classes['unread']} aria-hidden="true">
                    {unread}
                  </span>
                ) : null}
              </Link>
            </Tooltip>
            {to === '/events' && unread !== undefined ? (
              <span id="unread" hidden>
                {unread} unread
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      <button type="button" className={classes['link']} onClick={() => spotlight.open()}>
        <Glyph name="search" />
        <span className={classes['linkText']}>Search</span>
        <span className={classes['keys']}>{modifierName()} K</span>
      </button>
      <button type="button" className={classes['link']} onClick={onShortcuts}>
        <Glyph name="keyboard" />
        <span className={classes['linkText']}>Shortcuts</span>
        <span className={classes['keys']}>?</span>
      </button>
    </nav>
  )
}

export function modifierName(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
}
