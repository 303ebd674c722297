import { type KeyboardEvent, type Ref, useImperativeHandle, useRef } from 'react'
import { failureOf, sayError } from '#renderer/lib'
import { LinedText, type TextProblem } from '#renderer/ui'
import { type Edit, nameEdit, tabEdit } from './editing.ts'
import { withPlace } from './place-of-error.ts'
import classes from './query.module.css'

/** What is done to the text from beside it. All of it can be taken back by Ctrl+Z there. */
export interface EditorHandle {
  readonly insertName: (name: string) => void
  readonly replaceAll: (text: string) => void
}

interface SqlEditorProps {
  readonly ref: Ref<EditorHandle>
  readonly text: string
  readonly onChange: (text: string) => void
  readonly onRun: () => void
  /** Where Escape leads. */
  readonly onLeave: () => void
  /** Why the question in it was refused; undefined: it was not, or has been changed. */
  readonly error: unknown
}

/** A question in SQL. Ctrl+Enter asks it, Tab inserts spaces, Escape leaves. */
export function SqlEditor({ ref, text, onChange, onRun, onLeave, error }: SqlEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(ref, () => ({
    insertName: (name) => {
      const field = area.current
      if (field !== null) apply(field, nameEdit(markedOf(field), name))
    },
    replaceAll: (next) => {
      const field = area.current
      if (field !== null) apply(field, { from: 0, to: field.value.length, insert: next, mark: [next.length, next.length] })
    },
  }))
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      onRun()
    } else if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault()
      const edit = tabEdit(markedOf(event.currentTarget), event.shiftKey)
      if (edit !== undefined) apply(event.currentTarget, edit)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      onLeave()
    }
  }
  return (
    <div className={classes['question']}>
      <LinedText
        ref={area}
        label="Question in SQL"
        keys="Control and Enter asks it. Tab inserts spaces, Escape leaves the field."
        text={text}
        onChange={onChange}
        onKeyDown={onKeyDown}
        problems={error === undefined ? [] : problemsOf(error, text)}
        minRows={6}
        maxLength={100_000}
      />
    </div>
  )
}

function markedOf({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) {
  return { text: value, from: selectionStart, to: selectionEnd }
}

/** As if it was typed, so that the browser's undo knows of it. */
function apply(field: HTMLTextAreaElement, { from, to, insert, mark }: Edit): void {
  field.focus()
  field.setSelectionRange(from, to)
  if (!document.execCommand(insert === '' ? 'delete' : 'insertText', false, insert)) {
    field.setRangeText(insert, from, to, 'end')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  field.setSelectionRange(mark[0], mark[1])
}

/** SQLite's own words where it has refused, ours for everything else. */
function problemsOf(error: unknown, text: string): TextProblem[] {
  const failure = failureOf(error)
  if (failure?.code === 'INVALID_INPUT') {
    return failure.issues
      .map((issue) => withPlace(issue, text))
      .map(({ line, column, message }) => {
        const place = line === undefined ? '' : `Line ${line}${column === undefined ? '' : `, column ${column}`}: `
        return { words: `${place}${message}`, line, column }
      })
  }
  const { title, details } = sayError(error)
  return [{ words: [title, ...details].join('. ') }]
}
