import { useInfiniteQuery } from '@tanstack/react-query'
import type { AuditId } from '#contract/ids'
import { formatInstantWithZone } from '#renderer/lib'
import { ChangeList, originWords, sayAct } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { Facts, Loaded } from '#renderer/ui'
import classes from './ledger.module.css'

/** A change: who made it, from where and why, everything it changed, and the way to where it can be undone. */
export function AuditBody({ id }: { readonly id: AuditId }) {
  const query = useInfiniteQuery(
    useApi().audit.get.infiniteOptions({
      input: (after: string | undefined) => ({ id, limit: 100, ...(after === undefined ? {} : { after }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ changes }) => changes.next,
    }),
  )
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const entry = pages[0]?.entry
        if (entry === undefined) return null
        return (
          <>
            <p className={classes['lead']}>
              {sayAct(entry)}. <a href={`#/history?entry=${id}`}>See it in the history</a>, where it can be undone.
            </p>
            <Facts
              items={[
                ['When', formatInstantWithZone(entry.atMs)],
                ['Who', entry.user],
                ['From', originWords[entry.origin] ?? entry.origin],
                ['Reason', entry.reason ?? 'none was given'],
                ['State', entry.undoneBy === null ? 'it stands' : 'it was taken back'],
              ]}
            />
            <ChangeList
              changes={pages.flatMap(({ changes }) => changes.items)}
              total={entry.changes}
              isAsking={query.isFetchingNextPage}
              onMore={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
            />
          </>
        )
      }}
    </Loaded>
  )
}
