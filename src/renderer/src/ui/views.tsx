import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './page.module.css'

interface PageViewsProps<Name extends string> {
  readonly label: string
  /** Each view's title, in order. */
  readonly titles: Readonly<Record<Name, ReactNode>>
  readonly value: Name
  readonly onChange: (name: Name) => void
  /** The view that is shown. `scrolls`: as a page's body; else it fills the height and scrolls in a part of its own. */
  readonly children: ReactNode
  readonly scrolls?: boolean
}

/** A page from several sides: their titles under its head, and one of them beneath. */
export function PageViews<Name extends string>({ label, titles, value, onChange, children, scrolls = false }: PageViewsProps<Name>) {
  const names = Object.keys(titles) as Name[]
  return (
    <Tabs
      value={value}
      onChange={(chosen) => {
        const name = names.find((each) => each === chosen)
        if (name !== undefined) onChange(name)
      }}
      color="var(--ink)"
      className={classes['views']}
    >
      <Tabs.List className={classes['tabs']} aria-label={label}>
        {names.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {titles[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel key={value} value={value} className={scrolls ? classes['body'] : classes['fixed']} {...(scrolls ? { tabIndex: 0 } : {})}>
        {children}
      </Tabs.Panel>
    </Tabs>
  )
}
