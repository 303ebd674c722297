import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useRef } from 'react'
import classes from './lined-text.module.css'
import { markOf } from './text-places.ts'

/** What is wrong in a text. `line`, `column`: from 1; a line that is not told leads nowhere. */
export interface TextProblem {
  readonly words: string
  readonly line?: number | undefined
  readonly column?: number | undefined
}

interface LinedTextProps {
  readonly ref?: Ref<HTMLTextAreaElement>
  readonly label: string
  readonly text: string
  readonly onChange: (text: string) => void
  readonly onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  /** Which keys do what; heard, not seen. */
  readonly keys?: string
  readonly problems: readonly TextProblem[]
  /** As tall as so many lines at least; it grows with the text. */
  readonly minRows: number
  readonly maxLength?: number
}

/** A text of code with its lines numbered, those marked that are at fault; what is wrong stands beneath it, each leading to its place. */
export function LinedText({ ref, label, text, onChange, onKeyDown, keys, problems, minRows, maxLength }: LinedTextProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const [problemsId, keysId] = [useId(), useId()]
  const lines = text.split('\n')
  const wrong = new Set(problems.map(({ line }) => line))
  useImperativeHandle<HTMLTextAreaElement | null, HTMLTextAreaElement | null>(ref, () => area.current)
  const goTo = (line: number, column: number | undefined) => {
    area.current?.focus()
    area.current?.setSelectionRange(...markOf(text, line, column))
  }
  return (
    <>
      <div className={classes['editor']} data-invalid={problems.length > 0 || undefined}>
        <ol className={classes['lineNumbers']} aria-hidden="true">
          {lines.map((_line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
            <li key={index} data-wrong={wrong.has(index + 1) || undefined} />
          ))}
        </ol>
        <textarea
          ref={area}
          className={classes['text']}
          aria-label={label}
          aria-invalid={problems.length > 0}
          aria-describedby={keys === undefined ? problemsId : `${problemsId} ${keysId}`}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          wrap="off"
          rows={Math.max(minRows, lines.length)}
          maxLength={maxLength}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      {keys === undefined ? null : (
        <span id={keysId} hidden>
          {keys}
        </span>
      )}
      <ul id={problemsId} className={classes['problems']} aria-live="polite">
        {problems.map(({ words, line, column }) => (
          <li key={words}>
            {line === undefined ? (
              words
            ) : (
              <button type="button" onClick={() => goTo(line, column)}>
                {words}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
