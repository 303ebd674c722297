import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Model } from '#contract/catalog'
import { counted } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { Loaded, Section, When } from '#renderer/ui'
import { settingWords } from './deprecation.ts'
import classes from './models.module.css'

/** Everything that names a model. */
export function ModelUsage({ model: { ref } }: { readonly model: Model }) {
  const query = useQuery(useApi().models.usage.queryOptions({ input: { ref } }))
  return (
    <Loaded query={query}>
      {({ runs, fallbackOf, settings }) => (
        <>
          <Section title="Runs" aside={sayRuns(runs)}>
            {runs.total === 0 ? <p className={classes['sentence']}>No run has asked it yet.</p> : <NewestRuns runs={runs.newest} />}
          </Section>
          <Section title="Falls back to it" aside={<Link to="/models/fallbacks">All fallbacks</Link>}>
            {fallbackOf.length === 0 ? (
              <p className={classes['sentence']}>No model falls back to it.</p>
            ) : (
              <ul className={classes['list']}>
                {fallbackOf.map((each) => (
                  <li key={each}>
                    <Link from="/models" to="/models" search={(before) => ({ ...before, model: each })}>
                      {each}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </Section>
          <Section title="Settings" aside={<Link to="/settings">All settings</Link>}>
            <p className={classes['sentence']}>
              {settings.length === 0
                ? 'No setting names it.'
                : `Named by ${settings.map((key) => `“${settingWords[key]}”`).join(' and ')}.`}
            </p>
          </Section>
        </>
      )}
    </Loaded>
  )
}

type Runs = {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly createdAtMs: Parameters<typeof When>[0]['atMs']
}

export function NewestRuns({ runs }: { readonly runs: readonly Runs[] }) {
  return (
    <ul className={classes['list']}>
      {runs.map(({ id, name, status, createdAtMs }) => (
        <li key={id}>
          <Link to="/runs/$run" params={{ run: id }}>
            {name}
          </Link>
          <span className={classes['soft']}>{status}</span>
          <When atMs={createdAtMs} />
        </li>
      ))}
    </ul>
  )
}

export function sayRuns({ total, active }: { readonly total: number; readonly active: number }): string {
  return total === 0 ? 'none' : `${counted(total, 'run')}${active === 0 ? ', all over' : `, ${active.toLocaleString('en-US')} not over`}`
}
