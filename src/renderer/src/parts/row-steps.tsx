import { ActionIcon, Tooltip } from '@mantine/core'
import { useEffect } from 'react'
import { Glyph } from '#renderer/ui'

interface RowStepsProps {
  /** What a row is, such as `probe`. */
  readonly what: string
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
}

/** From an open row to its neighbours in the table, by button or by arrow keys. */
export function RowSteps({ what, onPrevious, onNext }: RowStepsProps) {
  useArrows(onPrevious, onNext)
  if (onPrevious === undefined && onNext === undefined) return null
  return (
    <>
      <Step name={`Previous ${what}`} keyName="↑" icon="up" onStep={onPrevious} />
      <Step name={`Next ${what}`} keyName="↓" icon="down" onStep={onNext} />
    </>
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
    <Tooltip label={`${name} (${keyName})`} withinPortal={false}>
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
