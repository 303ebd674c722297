import { Link } from '@tanstack/react-router'
import type { RunProgress } from '#contract/runs'
import { counted, providerOf, sayCause } from '#renderer/lib'
import { Countdown, Section } from '#renderer/ui'
import classes from './overview.module.css'

/** Why probes wait now, most first. Nothing where none does. */
export function Waits({ waits }: { readonly waits: RunProgress['waits'] }) {
  if (waits.length === 0) return null
  return (
    <Section
      title="Why probes wait"
      aside={
        <Link from="/runs/$run" to="." search={{ view: 'waiting' }}>
          Each of them
        </Link>
      }
    >
      <ul className={classes['waits']}>
        {waits.map(({ cause, probes, untilMs, service }) => (
          <li key={`${cause} ${service}`}>
            <span className={classes['count']}>{counted(probes, 'probe')}</span>
            <span className={classes['cause']}>
              {sayCause(cause)}
              {cause === 'no_credential' ? (
                <>
                  {' ('}
                  <Link to="/keys" search={{ provider: providerOf(service) }}>
                    Keys
                  </Link>
                  )
                </>
              ) : null}
            </span>
            <span className={classes['service']}>{service}</span>
            <span className={classes['until']}>{untilMs === null ? null : <Countdown untilMs={untilMs} />}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
