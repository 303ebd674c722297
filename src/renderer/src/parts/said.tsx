import { CopyButton } from '#renderer/ui'
import classes from './call.module.css'

/** What one side said, every space of it as it was sent, with a button that copies it. */
export function Said({ role, text, label }: { readonly role: string; readonly text: string; readonly label?: string }) {
  return (
    <div className={classes['text']}>
      <div className={classes['textHead']}>
        <span className={classes['role']}>{role}</span>
        <CopyButton text={text} label={label ?? `Copy what the ${role} says`} />
      </div>
      <div className={classes['said']}>{text}</div>
    </div>
  )
}
