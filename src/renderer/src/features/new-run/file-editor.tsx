import { useId, useRef } from 'react'
import type { InputIssue } from '#contract/errors'
import { failureOf, sayError, sayIssue } from '#renderer/lib'
import { Glyph } from '#renderer/ui'
import type { BatchFile } from './editor.ts'
import classes from './file-editor.module.css'

interface FileEditorProps {
  readonly file: BatchFile
  /** What the engine refused of it. */
  readonly error: unknown
  readonly onChange: (text: string) => void
}

/** The batch file as text, with its lines numbered; what is wrong stands beneath it, each leading to its line. */
export function FileEditor({ file, error, onChange }: FileEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const problems = useId()
  const lines = file.text.split('\n')
  const issues = issuesOf(error)
  const wrong = new Set(issues.filter(({ source }) => source === file.name).map(({ issue }) => issue.line))
  const goTo = (line: number) => {
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0)
    area.current?.focus()
    area.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  }
  return (
    <div className={classes['file']}>
      <div className={classes['fileName']}>
        <Glyph name="file" size={14} /> <code>{file.name}</code>
      </div>
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
          aria-label="Batch file"
          aria-invalid={issues.length > 0}
          aria-describedby={problems}
          spellCheck={false}
          autoCapitalize="off"
          wrap="off"
          rows={Math.max(18, lines.length)}
          value={file.text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      <ul id={problems} className={classes['fileProblems']}>
        {issues.map(({ source, issue }) => {
          const words = sayIssue(issue, source)
          const line = source === file.name ? issue.line : undefined
          return (
            <li key={words}>
              {line === undefined ? (
                words
              ) : (
                <button type="button" className={classes['problem']} onClick={() => goTo(line)}>
                  {words}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function issuesOf(error: unknown): { readonly source: string | undefined; readonly issue: InputIssue }[] {
  if (error === undefined) return []
  const failure = failureOf(error)
  if (failure?.code === 'INVALID_INPUT') return failure.issues.map((issue) => ({ source: failure.source, issue }))
  const { title, details } = sayError(error)
  return [{ source: undefined, issue: { path: '', message: [title, ...details].join('. ') } }]
}
