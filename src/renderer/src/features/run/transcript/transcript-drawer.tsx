import { ActionIcon, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { RunId } from '#contract/ids'
import { formatCount } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { CopyButton, Glyph, Loaded, LoadingState, SideDrawer } from '#renderer/ui'
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
  useArrows(onPrevious, onNext)
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
          {onPrevious === undefined && onNext === undefined ? null : (
            <>
              <Step name="Previous probe" keyName="↑" icon="up" onStep={onPrevious} />
              <Step name="Next probe" keyName="↓" icon="down" onStep={onNext} />
            </>
          )}
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

function Step({
  name,
  keyName,
  icon,
  onStep,
}: {
  readonly name: string
  readonly keyName: string
  readonly icon: 'up' | 'down'
  readonly onStep: (() => void) | undefined
}) {
  return (
    <Tooltip label={`${name} (${keyName})`}>
      <ActionIcon aria-label={name} disabled={onStep === undefined} onClick={onStep}>
        <Glyph name={icon} />
      </ActionIcon>
    </Tooltip>
  )
}

/** Up and down, but where something scrolls by them. The page down key reads on. */
function useArrows(onUp: (() => void) | undefined, onDown: (() => void) | undefined): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return
      if (event.target instanceof Element && event.target.closest('pre, input, textarea, [role="menu"]') !== null) return
      const step = event.key === 'ArrowUp' ? onUp : event.key === 'ArrowDown' ? onDown : undefined
      if (step === undefined) return
      event.preventDefault()
      step()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [onUp, onDown])
}
