import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { ImportPreview, ImportRowKind } from '#contract/imports'
import type { HandedFile } from '#renderer/lib'
import { useHandedFiles } from '#renderer/parts'
import type { Applied } from './applied.ts'
import { keepPreview } from './kept-import.ts'
import { PreviewView } from './preview-view.tsx'
import { emptySource, type Source } from './source.ts'
import { StartView } from './start-view.tsx'
import { usePreview } from './use-preview.ts'

/** What a person wants to see first: what would be another, else what would be added; all rows where there is neither. */
function firstShown({ counts }: ImportPreview): { readonly kind?: ImportRowKind } {
  return counts.changed > 0 ? { kind: 'changed' } : counts.new > 0 ? { kind: 'new' } : {}
}

/** Catalogs of others and configurations of our own: read, looked at row by row, and applied. */
export function ImportPage() {
  const { id } = useSearch({ from: '/import' })
  const navigate = useNavigate({ from: '/import' })
  const [source, setSource] = useState<Source>(emptySource)
  const [applied, setApplied] = useState<Applied | undefined>()
  const { read, isReading, problem, forget } = usePreview((preview) => {
    keepPreview(sessionStorage, preview)
    setApplied(undefined)
    void navigate({ search: { id: preview.id, ...firstShown(preview) } })
  })
  const edit = (part: Partial<Source>) => {
    setSource((before) => ({ ...before, ...part }))
    forget()
  }
  const takeFile = (file: HandedFile) => {
    const taken: Source = { ...source, kind: 'file', file }
    setSource(taken)
    read(taken)
  }
  useHandedFiles(([file]) => {
    if (file === undefined) return
    void navigate({ search: {} })
    takeFile(file)
  })
  if (id !== undefined)
    return (
      <PreviewView
        key={id}
        id={id}
        onApplied={(done) => {
          setApplied(done)
          setSource((before) => ({ ...before, file: undefined, pasted: '' }))
          void navigate({ search: {} })
        }}
        onReadAgain={() => {
          void navigate({ search: {} })
          read(source)
        }}
      />
    )
  return (
    <StartView
      source={source}
      applied={applied}
      problem={problem}
      isReading={isReading}
      onEdit={edit}
      onFile={takeFile}
      onRead={() => read(source)}
    />
  )
}
