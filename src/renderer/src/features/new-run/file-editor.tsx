import { failureOf, sayError, sayIssue } from '#renderer/lib'
import { Glyph, LinedText, type TextProblem } from '#renderer/ui'
import type { BatchFile } from './editor.ts'
import classes from './file-editor.module.css'

interface FileEditorProps {
  readonly file: BatchFile
  /** What the engine refused of it. */
  readonly error: unknown
  readonly onChange: (text: string) => void
}

/** The batch file as text. */
export function FileEditor({ file, error, onChange }: FileEditorProps) {
  return (
    <div className={classes['file']}>
      <div className={classes['fileName']}>
        <Glyph name="file" size={14} /> <code>{file.name}</code>
      </div>
      <LinedText label="Batch file" text={file.text} onChange={onChange} problems={problemsOf(error, file.name)} minRows={18} />
    </div>
  )
}

/** Only what is wrong in this very file leads to a line. */
function problemsOf(error: unknown, name: string): TextProblem[] {
  if (error === undefined) return []
  const failure = failureOf(error)
  if (failure?.code === 'INVALID_INPUT') {
    const { issues, source } = failure
    return issues.map((issue) => ({
      words: sayIssue(issue, source),
      ...(source === name && { line: issue.line, column: issue.column }),
    }))
  }
  const { title, details } = sayError(error)
  return [{ words: [title, ...details].join('. ') }]
}
