import classes from './beside.module.css'
import { type DiffState, useWordDiff } from './use-word-diff.ts'

/** One answer; against another what it has more and less, word by word. */
export function AnswerText({ text, base }: { readonly text: string; readonly base: string | undefined }) {
  const diff = useWordDiff(base, text)
  return (
    <>
      {base === undefined ? null : <Likeness diff={diff} />}
      <p className={classes['answer']}>
        {diff.kind === 'parts' ? (
          diff.parts.map(({ kind, text: part }, index) => {
            if (kind === 'same') return part
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no name but their place
            return kind === 'added' ? <ins key={index}>{part}</ins> : <del key={index}>{part}</del>
          })
        ) : text === '' ? (
          <span className={classes['soft']}>The answer is empty.</span>
        ) : (
          text
        )}
      </p>
    </>
  )
}

function Likeness({ diff }: { readonly diff: DiffState }) {
  const [only] = diff.kind === 'parts' ? diff.parts : []
  if (diff.kind === 'too-much') return <p className={classes['note']}>Too long, or too different, to be compared word by word.</p>
  return only?.kind === 'same' && diff.kind === 'parts' && diff.parts.length === 1 ? (
    <p className={classes['note']}>Word for word the same.</p>
  ) : null
}
