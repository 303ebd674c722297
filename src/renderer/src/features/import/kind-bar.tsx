import { useNavigate, useSearch } from '@tanstack/react-router'
import { memo } from 'react'
import type { ImportPreview, ImportRowKind } from '#contract/imports'
import { formatCount } from '#renderer/lib'
import classes from './import.module.css'
import { kindWords } from './row-words.ts'
import { importKinds } from './search.ts'

function PlainKindBar({ preview: { counts } }: { readonly preview: ImportPreview }) {
  const { kind: chosen } = useSearch({ from: '/import' })
  const navigate = useNavigate({ from: '/import' })
  const show = (kind: ImportRowKind | undefined) =>
    void navigate({ search: ({ kind: _, row: __, ...rest }) => (kind === undefined ? rest : { ...rest, kind }), replace: true })
  const all = importKinds.reduce((sum, kind) => sum + counts[kind], 0)
  return (
    <fieldset className={classes['kindBar']} aria-label="Kinds of rows">
      <Kind label="All" count={all} isChosen={chosen === undefined} title="Every row" onChoose={() => show(undefined)} />
      {importKinds.map((kind) => (
        <Kind
          key={kind}
          label={kindWords[kind].word}
          tone={counts[kind] === 0 ? undefined : kindWords[kind].tone}
          count={counts[kind]}
          isChosen={chosen === kind}
          title={kindWords[kind].says}
          onChoose={() => show(kind)}
        />
      ))}
    </fieldset>
  )
}

/** How many rows there are of each kind; each shows its own. */
export const KindBar = memo(PlainKindBar)

function Kind({
  label,
  count,
  tone,
  isChosen,
  title,
  onChoose,
}: {
  readonly label: string
  readonly count: number
  readonly tone?: string | undefined
  readonly isChosen: boolean
  readonly title: string
  readonly onChoose: () => void
}) {
  return (
    <button type="button" className={classes['kind']} aria-pressed={isChosen} data-tone={tone} title={title} onClick={onChoose}>
      <span className={classes['kindCount']}>{formatCount(count)}</span>
      <span className={classes['kindLabel']}>{label}</span>
    </button>
  )
}
