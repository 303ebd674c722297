import { useCallback, useState } from 'react'
import { keepImport, takeImport } from './kept-import.ts'
import type { Picks } from './picks.ts'

/** The preview of an address, with what was decided about its rows; undefined: this window has not read it. */
export function useKeptImport(id: string) {
  const [kept, setKept] = useState(() => takeImport(sessionStorage, id))
  const decide = useCallback((change: (picks: Picks) => Picks) => {
    setKept((before) => {
      if (before === undefined) return before
      const after = { ...before, picks: change(before.picks) }
      keepImport(sessionStorage, after)
      return after
    })
  }, [])
  return { kept, decide }
}
