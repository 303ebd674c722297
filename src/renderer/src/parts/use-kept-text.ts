import { useDebouncedCallback } from '@mantine/hooks'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'

/** How long the typing must have rested. */
const pauseMs = 200

/**
 * Text of a field that the address keeps: shown as it is typed, kept without the spaces around it once the typing rests, and another where the
 * address says so. Whoever has gone to another page by then is left there.
 */
export function useKeptText(kept: string, keep: (text: string) => void): readonly [text: string, setText: (typed: string) => void] {
  const router = useRouter()
  const [text, setText] = useState(kept)
  const told = useRef(kept)
  useEffect(() => {
    if (kept === told.current) return
    told.current = kept
    setText(kept)
  }, [kept])
  const keepSoon = useDebouncedCallback((typed: string, page: string) => {
    if (router.latestLocation.pathname !== page) return
    told.current = typed.trim()
    keep(told.current)
  }, pauseMs)
  return [
    text,
    (typed) => {
      setText(typed)
      keepSoon(typed, router.latestLocation.pathname)
    },
  ]
}
