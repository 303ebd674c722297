import { CopyButton } from '#renderer/ui'
import classes from './transcript.module.css'

/** A text as it was sent or received, every space of it, with a button that copies it. */
export function Text({ text, head, label }: { readonly text: string; readonly head?: string; readonly label?: string }) {
  return (
    <div className={classes['text']}>
      <div className={classes['textHead']}>
        {head === undefined ? null : <span className={classes['role']}>{head}</span>}
        <CopyButton text={text} label={label ?? `Copy what ${head ?? 'it'} says`} />
      </div>
      <div className={classes['said']}>{text}</div>
    </div>
  )
}
