import { Button } from '@mantine/core'
import type { AuditChange } from '#contract/audit'
import { counted, formatCount } from '#renderer/lib'
import { Section } from '#renderer/ui'
import { addressOf, auditKindWords, didWords, sayBeforeOrAfter } from './audit-words.ts'
import classes from './change-list.module.css'
import { sayField } from './field-words.ts'

interface ChangeListProps {
  /** Those that are here. */
  readonly changes: readonly AuditChange[]
  readonly total: number
  readonly isAsking: boolean
  /** Asks for the next; undefined: these are all. */
  readonly onMore: (() => void) | undefined
}

/** Everything that an entry changed, field by field. */
export function ChangeList({ changes, total, isAsking, onMore }: ChangeListProps) {
  return (
    <Section title={counted(total, 'thing')} aside={changes.length < total ? `${formatCount(changes.length)} shown` : undefined}>
      {changes.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a thing may be changed twice by one act, and the list only grows at its end
        <Change key={`${index} ${change.kind} ${change.subject}`} change={change} />
      ))}
      {onMore === undefined ? null : (
        <div className={classes['more']}>
          <Button loading={isAsking} onClick={onMore}>
            Show more
          </Button>
        </div>
      )}
    </Section>
  )
}

function Change({ change }: { readonly change: AuditChange }) {
  const { kind, subject, did, fields } = change
  const address = addressOf(change)
  return (
    <div className={classes['change']}>
      <h3>
        {auditKindWords[kind]} {address === undefined ? subject : <a href={address}>{subject}</a>}{' '}
        <span className={classes['did']}>{didWords[did]}</span>
      </h3>
      {fields.length === 0 ? null : (
        <table>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(({ name, before, after }) => (
              <tr key={name}>
                <th scope="row">{sayField(name)}</th>
                <td>{sayBeforeOrAfter(name, before, did !== 'added')}</td>
                <td>{sayBeforeOrAfter(name, after, did !== 'removed')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
