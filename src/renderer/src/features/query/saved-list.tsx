import { ActionIcon } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SavedQuery } from '#contract/sql'
import { useApi } from '#renderer/transport'
import { ConfirmDialog, Glyph, Loaded, toastDone, toastFailure } from '#renderer/ui'
import classes from './query.module.css'

interface SavedListProps {
  readonly chosen: string | undefined
  readonly onLoad: (query: SavedQuery) => void
  readonly onForgotten: (name: string) => void
}

/** Saved questions: a person's own first, then those that came with the app. */
export function SavedList({ chosen, onLoad, onForgotten }: SavedListProps) {
  const api = useApi()
  const queries = useQueryClient()
  const query = useQuery(api.sql.saved.queryOptions())
  const [doomed, setDoomed] = useState<string>()
  const { mutate } = useMutation(
    api.sql.forget.mutationOptions({
      onSuccess: async (_ok, { name }) => {
        onForgotten(name)
        toastDone(`Forgotten: ${name}`)
        await queries.invalidateQueries({ queryKey: api.sql.saved.key() })
      },
      onError: toastFailure,
    }),
  )
  return (
    <Loaded query={query}>
      {({ items }) => {
        const own = items.filter(({ isShipped }) => !isShipped)
        const shipped = items.filter(({ isShipped }) => isShipped)
        return (
          <div className={classes['sideList']}>
            <h2 className={classes['sideTitle']}>Your own</h2>
            {own.length === 0 ? <p className={classes['soft']}>None yet: what is in the editor can be saved under a name.</p> : null}
            <SavedItems items={own} chosen={chosen} onLoad={onLoad} onForget={setDoomed} />
            <h2 className={classes['sideTitle']}>That came with the app</h2>
            <SavedItems items={shipped} chosen={chosen} onLoad={onLoad} />
            <ConfirmDialog
              isOpen={doomed !== undefined}
              title={`Forget “${doomed ?? ''}”?`}
              choices={[
                {
                  label: 'Forget it',
                  isDangerous: true,
                  onChoose: () => {
                    if (doomed !== undefined) mutate({ name: doomed })
                    setDoomed(undefined)
                  },
                },
              ]}
              leaveLabel="Keep it"
              onLeave={() => setDoomed(undefined)}
            >
              Its text is gone then, unless it stands in the editor.
            </ConfirmDialog>
          </div>
        )
      }}
    </Loaded>
  )
}

function SavedItems({
  items,
  chosen,
  onLoad,
  onForget,
}: {
  readonly items: readonly SavedQuery[]
  readonly chosen: string | undefined
  readonly onLoad: (query: SavedQuery) => void
  readonly onForget?: (name: string) => void
}) {
  return (
    <ul className={classes['saved']}>
      {items.map((item) => (
        <li key={item.name} className={classes['savedItem']}>
          <button
            type="button"
            className={classes['load']}
            aria-current={item.name === chosen || undefined}
            title={item.query}
            onClick={() => onLoad(item)}
          >
            <span className={classes['savedName']}>{item.name}</span>
            {item.about === '' ? null : <span className={classes['soft']}>{item.about}</span>}
          </button>
          {onForget === undefined ? null : (
            <ActionIcon aria-label={`Forget ${item.name}`} onClick={() => onForget(item.name)}>
              <Glyph name="trash" size={14} />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  )
}
