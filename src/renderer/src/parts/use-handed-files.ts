import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { HandedFile } from '#renderer/lib'

/** Files that were dropped on another page, or chosen there, come with the address; a refresh does not take them again. */
export function useHandedFiles(take: (files: readonly HandedFile[]) => unknown): void {
  const { state } = useLocation()
  const navigate = useNavigate()
  const taken = useRef<readonly HandedFile[] | undefined>(undefined)
  useEffect(() => {
    const { files } = state
    if (files === undefined || files === taken.current) return
    taken.current = files
    take(files)
    void navigate({ to: '.', search: true, replace: true, state: {} })
  })
}
