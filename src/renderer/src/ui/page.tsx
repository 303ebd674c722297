import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import classes from './page.module.css'

/** A page: its header stands, its body scrolls (`isFixed`: the body fills the height and scrolls in a part of its own, such as a table). */
export function Page({
  children,
  header,
  isFixed = false,
}: {
  readonly children: ReactNode
  readonly header: ReactNode
  readonly isFixed?: boolean
}) {
  return (
    <div className={classes['page']}>
      {header}
      <div className={isFixed ? classes['fixed'] : classes['body']}>{children}</div>
    </div>
  )
}

interface PageHeaderProps {
  readonly title: ReactNode
  /** One line of facts under the title. */
  readonly facts?: ReactNode
  /** Buttons, the one action last. */
  readonly actions?: ReactNode
  /** Where this page hangs, such as a link back to the list. */
  readonly above?: ReactNode
}

/** The head of a page: its `h1`, a line of facts, its actions. */
export function PageHeader({ title, facts, actions, above }: PageHeaderProps) {
  useDocumentTitle(typeof title === 'string' ? `${title} · Assay` : 'Assay')
  return (
    <header className={classes['header']}>
      <div className={classes['titles']}>
        {above === undefined ? null : <div className={classes['above']}>{above}</div>}
        <h1 className={classes['title']}>{title}</h1>
        {facts === undefined ? null : <div className={classes['facts']}>{facts}</div>}
      </div>
      {actions === undefined ? null : <div className={classes['actions']}>{actions}</div>}
    </header>
  )
}

/** A part of a page: an `h2` over a hairline, with what belongs to it on the right. */
export function Section({
  title,
  aside,
  children,
}: {
  readonly title: ReactNode
  readonly aside?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className={classes['section']}>
      <div className={classes['sectionHead']}>
        <h2 className={classes['sectionTitle']}>{title}</h2>
        {aside === undefined ? null : <div className={classes['aside']}>{aside}</div>}
      </div>
      {children}
    </section>
  )
}

/** Bar of filters over a table. */
export function Toolbar({ children, aside, label }: { readonly children: ReactNode; readonly aside?: ReactNode; readonly label: string }) {
  return (
    <search className={classes['toolbar']} aria-label={label}>
      {children}
      {aside === undefined ? null : <div className={classes['aside']}>{aside}</div>}
    </search>
  )
}
