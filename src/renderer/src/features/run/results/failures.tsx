import { useNavigate, useSearch } from '@tanstack/react-router'
import { formatCount, sayCode } from '#renderer/lib'
import { Section } from '#renderer/ui'
import { valuesOf } from '../probes/probe-query.ts'
import classes from './results.module.css'
import type { Output } from './use-overview.ts'

interface Failing {
  readonly key: string
  readonly name: string
  readonly probes: number
  readonly title: string
}

/** What failed, by check, and what is missing, by code; each filters by itself, and no more at a second click. */
export function Failures({ overview, hasChecks }: { readonly overview: Output; readonly hasChecks: boolean }) {
  const { check, code } = useSearch({ from: '/runs/$run' })
  const navigate = useNavigate({ from: '/runs/$run' })
  const toggle = (name: 'check' | 'code') => (key: string) =>
    void navigate({ search: ({ [name]: chosen, ...search }) => (chosen === key ? search : { ...search, [name]: key }), replace: true })
  const failures = overview.failures.map(({ label, probes, byModel }) => ({
    ...{ key: label, name: label, probes },
    title: byModel.map(({ model, probes: some }) => `${model}: ${formatCount(some)}`).join('\n'),
  }))
  const codes = overview.codes.map(({ code: key, probes }) => ({ key, name: sayCode(key), probes, title: key }))
  return (
    <div className={classes['columns']}>
      {hasChecks ? (
        <Section title="Failed checks" aside={failures.length === 0 ? null : 'an answer counts at each that it failed'}>
          <Shares rows={failures} chosen={check === undefined ? [] : [check]} none="No answer failed a check" onPick={toggle('check')} />
        </Section>
      ) : null}
      {codes.length === 0 ? null : (
        <Section title="Why answers are missing">
          <Shares rows={codes} chosen={valuesOf(code)} none="" onPick={toggle('code')} />
        </Section>
      )}
    </div>
  )
}

const mostShown = 12

function Shares({
  rows,
  chosen,
  none,
  onPick,
}: {
  readonly rows: readonly Failing[]
  readonly chosen: readonly string[]
  readonly none: string
  readonly onPick: (key: string) => void
}) {
  const most = Math.max(1, ...rows.map(({ probes }) => probes))
  const rest = rows.length - mostShown
  if (rows.length === 0) return <p className={classes['none']}>{none}</p>
  return (
    <>
      <ul className={classes['list']}>
        {rows.slice(0, mostShown).map(({ key, name, probes, title }) => (
          <li key={key}>
            <button
              type="button"
              className={classes['share']}
              aria-pressed={chosen.includes(key)}
              title={title}
              onClick={() => onPick(key)}
            >
              <span className={classes['name']}>{name}</span>
              <span className={classes['track']} aria-hidden="true">
                <span className={classes['fill']} style={{ width: `${(probes / most) * 100}%` }} />
              </span>
              <span className={classes['count']}>{formatCount(probes)}</span>
            </button>
          </li>
        ))}
      </ul>
      {rest > 0 ? <p className={classes['none']}>{formatCount(rest)} more: add the filter Failed check</p> : null}
    </>
  )
}
