import { useEffect, useReducer, useRef } from 'react'
import { type Editor, editorAfter } from './editor.ts'
import { keepEditor, takeEditor } from './kept-editor.ts'

const keepAfterMs = 250

/** What is being written, kept over a refresh and while other pages are shown. */
export function useEditor() {
  const [editor, dispatch] = useReducer(editorAfter, undefined, () => takeEditor(sessionStorage))
  const latest = useRef<Editor>(editor)
  useEffect(() => {
    latest.current = editor
    const handle = setTimeout(() => keepEditor(sessionStorage, editor), keepAfterMs)
    return () => clearTimeout(handle)
  }, [editor])
  useEffect(() => {
    const keep = () => keepEditor(sessionStorage, latest.current)
    window.addEventListener('pagehide', keep)
    return () => {
      window.removeEventListener('pagehide', keep)
      keep()
    }
  }, [])
  return [editor, dispatch] as const
}
