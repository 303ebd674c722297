import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { RunId } from '#contract/ids'
import { formatCount } from '#renderer/lib'
import { RowSteps } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { CopyButton, Loaded, LoadingState, SideDrawer } from '#renderer/ui'
import { type Cell, keyOf, readKey } from '../probe-key.ts'
import classes from './transcript.module.css'
import { TranscriptBody } from './transcript-body.tsx'

interface Neighbours {
  /** Where the probe stands in the table beside; undefined: nowhere. */
  readonly place?: { readonly index: number; readonly total: number } | undefined
  readonly onPrevious?: (() => void) | undefined
  readonly onNext?: (() => void) | undefined
}

/** The probe that the address names, beside the page. Arrow keys lead to its neighbours in the table. */
export function TranscriptDrawer({ run, ...neighbours }: { readonly run: RunId } & Neighbours) {
  const { probe } = useSearch({ from: '/runs/$run' })
  const cell = readKey(probe)
  return cell === undefined ? null : <Open run={run} cell={cell} {...neighbours} />
}

function Open({ run, cell, place, onPrevious, onNext }: { readonly run: RunId; readonly cell: Cell } & Neighbours) {
  const navigate = useNavigate({ from: '/runs/$run' })
  const query = useQuery(useApi().runs.transcript.queryOptions({ input: { run, ...cell } }))
  return (
    <SideDrawer
      isOpen
      onClose={() => void navigate({ search: ({ probe: _, ...search }) => search })}
      width={760}
      title={
        <>
          Prompt {formatCount(cell.promptIndex + 1)}, {cell.model}, sample {formatCount(cell.sample + 1)}
        </>
      }
      actions={
        <>
          {place === undefined ? null : (
            <span className={classes['place']}>
              {formatCount(place.index + 1)} of {formatCount(place.total)}
            </span>
          )}
          <RowSteps what="probe" onPrevious={onPrevious} onNext={onNext} />
          {query.data === undefined ? null : <CopyButton text={JSON.stringify(query.data, undefined, 2)} label="Copy as JSON" />}
        </>
      }
    >
      <Loaded query={query} loading={<LoadingState rows={10} />}>
        {(transcript) => <TranscriptBody key={keyOf(transcript)} transcript={transcript} />}
      </Loaded>
    </SideDrawer>
  )
}
