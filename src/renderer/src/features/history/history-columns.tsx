import type { AuditEntry } from '#contract/audit'
import { originWords, sayAct, sayFields } from '#renderer/parts'
import { type Column, StatusBadge, When } from '#renderer/ui'
import classes from './history.module.css'

export const historyColumns: readonly Column<AuditEntry>[] = [
  { id: 'at', header: 'When', width: 110, cell: ({ atMs }) => <When atMs={atMs} /> },
  {
    id: 'what',
    header: 'What was done',
    width: 220,
    grow: 2,
    cell: (entry) => (
      <span className={classes['act']} title={sayAct(entry)}>
        {sayAct(entry)}
      </span>
    ),
  },
  {
    id: 'fields',
    header: 'Before → after',
    width: 200,
    grow: 3,
    cell: (entry) => <span title={sayFields(entry)}>{sayFields(entry)}</span>,
  },
  { id: 'user', header: 'Who', width: 100, cell: ({ user }) => <span title={user}>{user}</span> },
  { id: 'origin', header: 'From', width: 104, cell: ({ origin }) => originWords[origin] ?? origin },
  {
    id: 'reason',
    header: 'Reason',
    width: 90,
    grow: 1,
    cell: ({ reason }) => <span title={reason ?? undefined}>{reason ?? <span className={classes['faint']}>–</span>}</span>,
  },
  {
    id: 'state',
    header: 'State',
    width: 92,
    cell: ({ undoneBy, undoes }) => {
      if (undoneBy !== null) return <StatusBadge tone="waiting">Undone</StatusBadge>
      return undoes === null ? null : <StatusBadge tone="quiet">Undo</StatusBadge>
    },
  },
]
