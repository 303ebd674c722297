import { Button } from '@mantine/core'
import { skipToken, useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { AuditEntry } from '#contract/audit'
import type { AuditId } from '#contract/ids'
import { formatInstantWithZone } from '#renderer/lib'
import { ChangeList, originWords, ReasonField, sayAct, sayHindrance, sayUndoRefusal, toastEdited } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { Facts, Loaded, Notice, Section, SideDrawer } from '#renderer/ui'
import classes from './history.module.css'

/** One change whole: who, when, from where and why, everything it changed, and the way back. */
export function EntryDrawer({ id, onOpen }: { readonly id: string | undefined; readonly onOpen: (entry: string | undefined) => void }) {
  const query = useEntry(id)
  const entry = query.data?.pages[0]?.entry
  return (
    <SideDrawer
      isOpen={id !== undefined}
      onClose={() => onOpen(undefined)}
      width={620}
      title={entry === undefined ? 'A change' : sayAct(entry)}
    >
      <div className={classes['drawer']}>
        <Loaded query={query}>
          {({ pages }) => {
            const [first] = pages
            if (first === undefined) return null
            return (
              <>
                <EntryFacts entry={first.entry} onOpen={onOpen} />
                <Section title="Undo">
                  <Undo key={first.entry.id} entry={first.entry} hindrance={first.hindrance} onOpen={onOpen} />
                </Section>
                <ChangeList
                  changes={pages.flatMap(({ changes }) => changes.items)}
                  total={first.entry.changes}
                  isAsking={query.isFetchingNextPage}
                  onMore={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
                />
              </>
            )
          }}
        </Loaded>
      </div>
    </SideDrawer>
  )
}

function useEntry(id: string | undefined) {
  return useInfiniteQuery(
    useApi().audit.get.infiniteOptions({
      input:
        id === undefined
          ? skipToken
          : (after: string | undefined) => ({ id: id as AuditId, limit: 100, ...(after === undefined ? {} : { after }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ changes }) => changes.next,
    }),
  )
}

function EntryFacts({ entry, onOpen }: { readonly entry: AuditEntry; readonly onOpen: (entry: string) => void }) {
  const { atMs, user, origin, reason, undoes, undoneBy } = entry
  return (
    <Facts
      items={[
        ['When', formatInstantWithZone(atMs)],
        ['Who', user],
        ['From', originWords[origin] ?? origin],
        ['Reason', reason ?? <span className={classes['faint']}>none was given</span>],
        ...(undoes === null ? [] : [['Takes back', <ToEntry key="undoes" id={undoes} label="Another change" onOpen={onOpen} />] as const]),
        ...(undoneBy === null
          ? []
          : [['Taken back', <ToEntry key="undone" id={undoneBy} label="By a later change" onOpen={onOpen} />] as const]),
      ]}
    />
  )
}

function ToEntry({ id, label, onOpen }: { readonly id: AuditId; readonly label: string; readonly onOpen: (entry: string) => void }) {
  return (
    <a
      href={`#/history?entry=${id}`}
      onClick={(event) => {
        event.preventDefault()
        onOpen(id)
      }}
    >
      {label}
    </a>
  )
}

interface UndoProps {
  readonly entry: AuditEntry
  readonly hindrance: {
    readonly why: Parameters<typeof sayHindrance>[0]
    readonly by: AuditId | null
    readonly detail: string | null
  } | null
  readonly onOpen: (entry: string) => void
}

function Undo({ entry, hindrance, onOpen }: UndoProps) {
  const [reason, setReason] = useState('')
  const { mutate, isPending, error } = useMutation(
    useApi().audit.undo.mutationOptions({
      onSuccess: ({ id }) => {
        toastEdited(id, `Taken back: ${sayAct(entry)}`)
        onOpen(id)
      },
    }),
  )
  if (hindrance !== null)
    return (
      <p className={classes['lead']}>
        It cannot be undone. {sayHindrance(hindrance.why, hindrance.detail)}{' '}
        {hindrance.by === null ? null : <ToEntry id={hindrance.by} label="See that change" onOpen={onOpen} />}
      </p>
    )
  return (
    <form
      className={classes['undo']}
      onSubmit={(event) => {
        event.preventDefault()
        mutate({ id: entry.id, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) })
      }}
    >
      <p className={classes['lead']}>
        {entry.changes === 1 ? 'What it changed gets back what it had.' : 'Everything it changed gets back what it had, or nothing does.'}{' '}
        That is a change of its own, and can be undone, too.
      </p>
      <ReasonField value={reason} onChange={setReason} />
      {error === null ? null : <Notice tone="bad">It cannot be undone. {sayUndoRefusal(error)}</Notice>}
      <Button type="submit" loading={isPending}>
        Undo this change
      </Button>
    </form>
  )
}
