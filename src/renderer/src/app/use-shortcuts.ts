import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { type KeyPress, readShortcut } from './shortcuts.ts'

/** Hears the keys of the whole window, but not those typed into a field or pressed with a modifier. */
export function useShortcuts() {
  const [isSheetOpen, { open: openSheet, close: closeSheet }] = useDisclosure(false)
  const navigate = useNavigate()
  const before = useRef<KeyPress | undefined>(undefined)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return
      const press = { key: event.key, atMs: event.timeStamp }
      const action = readShortcut(press, before.current)
      before.current = press
      if (action === undefined) return
      event.preventDefault()
      if (action.kind === 'sheet') openSheet()
      else void navigate({ to: action.to })
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [navigate, openSheet])
  return { isSheetOpen, openSheet, closeSheet }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select') !== null)
}
