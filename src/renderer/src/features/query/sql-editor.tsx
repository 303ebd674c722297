import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useRef } from 'react'
import type { InputIssue } from '#contract/errors'
import { failureOf, sayError, sayIssue } from '#renderer/lib'
import { type Edit, nameEdit, offsetOf, tabEdit } from './editing.ts'
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

/** A question in SQL, its lines numbered. Ctrl+Enter asks it, Tab inserts spaces, Escape leaves. */
export function SqlEditor({ ref, text, onChange, onRun, onLeave, error }: SqlEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const [problems, keys] = [useId(), useId()]
  const issues = error === undefined ? [] : issuesOf(error).map((issue) => withPlace(issue, text))
  const wrong = new Set(issues.map(({ line }) => line))
  const lines = text.split('\n')
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
  const goTo = ({ line, column }: InputIssue) => {
    if (line === undefined) return
    const at = offsetOf(text, line, column ?? 1)
    const end = text.slice(at).search(/\W|$/)
    area.current?.focus()
    area.current?.setSelectionRange(at, at + Math.max(1, end))
  }
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
      <div className={classes['editor']} data-invalid={issues.length > 0 || undefined}>
        <ol className={classes['lineNumbers']} aria-hidden="true">
          {lines.map((_line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
            <li key={index} data-wrong={wrong.has(index + 1) || undefined} />
          ))}
        </ol>
        <textarea
          ref={area}
          className={classes['text']}
          aria-label="Question in SQL"
          aria-invalid={issues.length > 0}
          aria-describedby={`${problems} ${keys}`}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          wrap="off"
          rows={Math.max(6, lines.length)}
          maxLength={100_000}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <span id={keys} hidden>
        Control and Enter asks it. Tab inserts spaces, Escape leaves the field.
      </span>
      <ul id={problems} className={classes['problems']} aria-live="polite">
        {issues.map((issue) => (
          <li key={sayIssue(issue, undefined)}>
            {issue.line === undefined ? (
              issue.message
            ) : (
              <button type="button" onClick={() => goTo(issue)}>
                Line {issue.line}
                {issue.column === undefined ? '' : `, column ${issue.column}`}: {issue.message}
              </button>
            )}
          </li>
        ))}
      </ul>
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
function issuesOf(error: unknown): readonly InputIssue[] {
  const failure = failureOf(error)
  if (failure?.code === 'INVALID_INPUT') return failure.issues
  const { title, details } = sayError(error)
  return [{ path: '', message: [title, ...details].join('. ') }]
}
