import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { readFiles } from '#renderer/parts'
import { readReportsSearch } from '../features/reports/search.ts'
import { whereFilesGo } from './where-files-go.ts'

/** Files dropped anywhere on the window fill the form of a new run, or are read as a catalog. True while some are held over it. */
export function useDroppedFiles(): boolean {
  const [isOver, setIsOver] = useState(false)
  const navigate = useNavigate()
  const { pathname } = useLocation()
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return
      event.preventDefault()
      setIsOver(true)
    }
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false)
    }
    const onDrop = (event: DragEvent) => {
      const dropped = [...(event.dataTransfer?.files ?? [])]
      setIsOver(false)
      if (dropped.length === 0) return
      event.preventDefault()
      void readFiles(dropped).then((files) => {
        if (files.length === 0) return
        const to = whereFilesGo(pathname, files)
        // Whose file it is was chosen before it was dropped.
        if (to === '/reports')
          void navigate({ to, search: (before) => readReportsSearch({ ...before, view: 'reconcile' }), state: { files } })
        else void navigate({ to, state: { files } })
      })
    }
    document.addEventListener('dragover', onDragOver)
    document.addEventListener('dragleave', onDragLeave)
    document.addEventListener('drop', onDrop)
    return () => {
      document.removeEventListener('dragover', onDragOver)
      document.removeEventListener('dragleave', onDragLeave)
      document.removeEventListener('drop', onDrop)
    }
  }, [navigate, pathname])
  return isOver
}
