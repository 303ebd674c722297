import { useNavigate } from '@tanstack/react-router'
import type { AttemptId, AuditId } from '#contract/ids'
import type { LedgerEntry } from '#contract/ledger'
import { formatCount } from '#renderer/lib'
import { RowSteps } from '#renderer/parts'
import { SideDrawer } from '#renderer/ui'
import { AuditBody } from './audit-body.tsx'
import { CallBody } from './call-body.tsx'
import { EventBody } from './event-body.tsx'
import classes from './ledger.module.css'

interface EntryDrawerProps {
  /** The entry that the address names. */
  readonly open: string | undefined
  /** It, where it is among those that are here. */
  readonly entry: LedgerEntry | undefined
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
}

/** One entry whole, beside the list. */
export function EntryDrawer({ open, entry, onPrevious, onNext }: EntryDrawerProps) {
  const navigate = useNavigate({ from: '/ledger' })
  const [kind = '', id = ''] = open?.split(':') ?? []
  return (
    <SideDrawer
      isOpen={open !== undefined}
      onClose={() => void navigate({ search: ({ open: _, ...search }) => search })}
      width={760}
      title={`${titles[kind] ?? 'Entry'}${entry === undefined ? '' : ` no. ${formatCount(entry.seq)}`}`}
      actions={<RowSteps what="entry" onPrevious={onPrevious} onNext={onNext} />}
    >
      <div className={classes['drawer']}>
        {kind === 'call' ? <CallBody key={id} id={id as AttemptId} /> : null}
        {kind === 'audit' ? <AuditBody key={id} id={id as AuditId} /> : null}
        {kind === 'event' ? <EventBody key={id} event={entry?.entry === 'event' ? entry.event : undefined} /> : null}
      </div>
    </SideDrawer>
  )
}

const titles: Readonly<Record<string, string>> = { call: 'Call', event: 'Event', audit: 'Change' }
