import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { type Draft, keepDraft, takeDraft } from './kept-query.ts'

/** The question in the editor: what an address brings, else what was left here. It outlives the page and its reload. */
export function useDraft(): readonly [draft: Draft, setDraft: (draft: Draft) => void] {
  const { q } = useSearch({ from: '/query' })
  const navigate = useNavigate({ from: '/query' })
  const [draft, setDraft] = useState(() => (q === undefined ? takeDraft(sessionStorage) : brought(q)))
  const [seen, setSeen] = useState(q)
  if (q !== seen) {
    setSeen(q)
    if (q !== undefined) setDraft(brought(q))
  }
  useEffect(() => {
    if (q !== undefined) void navigate({ search: ({ q: _, ...search }) => search, replace: true })
  }, [q, navigate])
  useEffect(() => keepDraft(sessionStorage, draft), [draft])
  return [draft, setDraft]
}

function brought(text: string): Draft {
  return { text, name: undefined, saved: undefined }
}
