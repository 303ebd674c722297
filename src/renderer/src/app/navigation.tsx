import { Tooltip } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { Link } from '@tanstack/react-router'
import { Glyph, Mark } from '#renderer/ui'
import classes from './layout.module.css'
import { pages } from './pages.ts'
import { useUnread } from './unread.ts'

type AnyPage = (typeof pages)[number]

/** Where a group begins, and those that have none on either side of it. */
const groups = pages
  .flatMap((page, index) => (page.group === pages[index - 1]?.group ? [] : [index]))
  .map((from, at, starts) => ({ name: pages[from]?.group ?? null, members: pages.slice(from, starts[at + 1]) }))

/** The slim column on the left: what there is, and how to get anywhere without it. */
export function Navigation({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const unread = useUnread()
  return (
    <nav className={classes['nav']} aria-label="Pages">
      <div className={classes['brand']}>
        <Mark />
        <span className={classes['brandName']}>Assay</span>
      </div>
      <div className={classes['groups']}>
        {groups.map(({ name, members }, index) => (
          <div key={members[0]?.to} className={classes['group']}>
            {name === null ? null : (
              <span id={`pages-${index}`} className={classes['groupName']}>
                {name}
              </span>
            )}
            <ul className={classes['links']} {...(name === null ? {} : { 'aria-labelledby': `pages-${index}` })}>
              {members.map((page) => (
                <PageLink key={page.to} page={page} unread={page.to === '/events' ? unread : undefined} />
              ))}
            </ul>
          </div>
        ))}
      </div>
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

function PageLink({ page, unread }: { readonly page: AnyPage; readonly unread: string | undefined }) {
  const { to, title, icon } = page
  return (
    <li>
      <Tooltip label={title} position="right" className={classes['tip']}>
        <Link to={to} className={classes['link']} aria-describedby={unread === undefined ? undefined : 'unread'}>
          <Glyph name={icon} />
          <span className={classes['linkText']}>{title}</span>
          {unread === undefined ? null : (
            <span className={classes['unread']} aria-hidden="true">
              {unread}
            </span>
          )}
        </Link>
      </Tooltip>
      {unread === undefined ? null : (
        <span id="unread" hidden>
          {unread} unread
        </span>
      )}
    </li>
  )
}

export function modifierName(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
}
