import { SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SavedQuery, SqlView } from '#contract/sql'
import { useApi } from '#renderer/transport'
import { Loaded } from '#renderer/ui'
import classes from './query.module.css'
import { SavedList } from './saved-list.tsx'

interface SidePanelProps {
  /** The saved question that stands in the editor. */
  readonly chosen: string | undefined
  readonly onInsert: (name: string) => void
  readonly onLoad: (query: SavedQuery) => void
  readonly onForgotten: (name: string) => void
}

/** What a question can be about, and questions that were asked before. */
export function SidePanel({ chosen, onInsert, onLoad, onForgotten }: SidePanelProps) {
  const [shown, setShown] = useState<'saved' | 'tables'>('saved')
  return (
    <aside className={classes['side']} aria-label="Questions and tables">
      <SegmentedControl
        fullWidth
        data={[
          { value: 'saved', label: 'Questions' },
          { value: 'tables', label: 'Tables' },
        ]}
        value={shown}
        onChange={(value) => setShown(value === 'tables' ? 'tables' : 'saved')}
      />
      {shown === 'saved' ? <SavedList chosen={chosen} onLoad={onLoad} onForgotten={onForgotten} /> : <Tables onInsert={onInsert} />}
    </aside>
  )
}

function Tables({ onInsert }: { readonly onInsert: (name: string) => void }) {
  const query = useQuery(useApi().sql.views.queryOptions())
  const [find, setFind] = useState('')
  return (
    <Loaded query={query}>
      {({ items }) => {
        const found = matching(items, find.trim().toLowerCase())
        return (
          <>
            <TextInput
              aria-label="Find a table or column"
              placeholder="Find a table or column"
              value={find}
              onChange={(event) => setFind(event.currentTarget.value)}
            />
            <div className={classes['sideList']}>
              {found.map((view) => (
                <Table key={view.name} view={view} isOpen={find.trim() !== '' || found.length === 1} onInsert={onInsert} />
              ))}
              {found.length === 0 ? <p className={classes['soft']}>Nothing is called so.</p> : null}
            </div>
          </>
        )
      }}
    </Loaded>
  )
}

function Table({
  view,
  isOpen,
  onInsert,
}: {
  readonly view: SqlView
  readonly isOpen: boolean
  readonly onInsert: (name: string) => void
}) {
  return (
    <details className={classes['view']} open={isOpen || undefined}>
      <summary title={view.about}>
        <code>{view.name}</code>
      </summary>
      <p className={classes['soft']}>{view.about}</p>
      <ul className={classes['columns']}>
        <li>
          <button type="button" className={classes['column']} onClick={() => onInsert(view.name)}>
            Insert the table’s name
          </button>
        </li>
        {view.columns.map(({ name, type, about }) => (
          <li key={name}>
            <button type="button" className={classes['column']} title={about} onClick={() => onInsert(name)}>
              <code>{name}</code> <span className={classes['soft']}>{type.toLowerCase()}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Tables that are called so, whole; of the others those columns that are. */
function matching(views: readonly SqlView[], text: string): readonly SqlView[] {
  if (text === '') return views
  return views.flatMap((view) => {
    if (view.name.toLowerCase().includes(text)) return [view]
    const columns = view.columns.filter(({ name }) => name.toLowerCase().includes(text))
    return columns.length === 0 ? [] : [{ ...view, columns }]
  })
}
