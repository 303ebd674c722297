import { useEffect, useState } from 'react'
import type { DiffPart } from './word-diff.ts'

/** How two texts differ; `plain`: nothing to compare, not reckoned yet, or too long to be. */
export type DiffState = { readonly kind: 'plain' | 'too-much' } | { readonly kind: 'parts'; readonly parts: readonly DiffPart[] }

const plain: DiffState = { kind: 'plain' }

/** What makes `to` of `from`; what reckons it is loaded with the first. undefined: there is nothing to compare with. */
export function useWordDiff(from: string | undefined, to: string): DiffState {
  const [state, setState] = useState<{ readonly of: string | undefined; readonly to: string; readonly diff: DiffState }>()
  useEffect(() => {
    if (from === undefined) return
    let isOver = false
    void import('./word-diff.ts').then(({ wordDiff }) => {
      if (isOver) return
      const parts = wordDiff(from, to)
      setState({ of: from, to, diff: parts === undefined ? { kind: 'too-much' } : { kind: 'parts', parts } })
    })
    return () => {
      isOver = true
    }
  }, [from, to])
  return from !== undefined && state?.of === from && state.to === to ? state.diff : plain
}
