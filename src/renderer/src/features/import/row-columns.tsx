import type { ImportRow } from '#contract/imports'
import { type Column, StatusBadge } from '#renderer/ui'
import { describeField } from './field-words.ts'
import classes from './import.module.css'
import { isTaken, type Picks } from './picks.ts'
import { kindWords, reasonWords, subjectWord } from './row-words.ts'
import { sayOrdinary } from './tier-words.ts'

/** Fields a line has room for. */
const mostFields = 3

export function rowColumns(picks: Picks, take: (row: ImportRow, isWanted: boolean) => void): readonly Column<ImportRow>[] {
  return [
    {
      id: 'taken',
      header: 'Take',
      width: 40,
      cell: (row) => (
        <input
          type="checkbox"
          className={classes['take']}
          // Space takes the row that is active: nobody has to step through all of them.
          tabIndex={-1}
          aria-label={`Take ${row.name ?? row.sourceKey}`}
          checked={isTaken(row, picks)}
          disabled={!row.canPick}
          onChange={(event) => take(row, event.currentTarget.checked)}
        />
      ),
    },
    {
      id: 'name',
      header: 'Name',
      width: 220,
      grow: 2,
      cell: (row) => (
        <span title={row.sourceKey}>
          <span className={row.name === null ? classes['soft'] : classes['name']}>{row.name ?? row.sourceKey}</span>
          {subjectWord(row) === undefined ? null : <span className={classes['subject']}>{subjectWord(row)}</span>}
        </span>
      ),
    },
    {
      id: 'kind',
      header: 'Would be',
      width: 104,
      cell: ({ kind }) => <StatusBadge tone={kindWords[kind].tone}>{kindWords[kind].word}</StatusBadge>,
    },
    { id: 'change', header: 'What changes', width: 260, grow: 3, cell: (row) => <Changes row={row} /> },
    { id: 'why', header: 'Why', width: 150, grow: 1, cell: (row) => <Why row={row} /> },
  ]
}

function Changes({ row: { kind, fields, tiers } }: { readonly row: ImportRow }) {
  // What is not here yet has no figures that would be others.
  const isAbsent = kind === 'new' || (kind === 'quarantined' && fields.every(({ before }) => before === null))
  if (isAbsent || fields.length === 0) return <span className={classes['soft']}>{tiers === null ? '' : sayOrdinary(tiers)}</span>
  const shown = fields.slice(0, mostFields).map((field) => ({ name: field.name, ...describeField(field) }))
  return (
    <span>
      {shown.map(({ name, label, before, after, change, meaning }, index) => (
        <span key={name}>
          {index === 0 ? '' : '; '}
          {name !== 'tiers' ? `${label} ${before} → ${after}` : before === after ? 'other tiers' : `${before} → ${after}`}
          {change === undefined ? null : (
            <span className={classes['ratio']} data-meaning={meaning}>
              {change}
            </span>
          )}
        </span>
      ))}
      {fields.length > mostFields ? <span className={classes['soft']}>; {fields.length - mostFields} more</span> : null}
    </span>
  )
}

function Why({ row: { reason, detail, conflicts } }: { readonly row: ImportRow }) {
  const words = [
    ...(reason === null ? [] : [reasonWords[reason].word]),
    ...(conflicts.length === 0
      ? []
      : [`${new Set(conflicts.map(({ source }) => source)).size === 1 ? 'another source differs' : 'other sources differ'}`]),
  ]
  return (
    <span title={[...(reason === null ? [] : [reasonWords[reason].sentence]), ...(detail === null ? [] : [detail])].join(' ')}>
      {words.join(', ')}
    </span>
  )
}
