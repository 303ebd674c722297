import { useState } from 'react'
import type { Message } from '#contract/batch'
import { counted } from '#renderer/lib'
import { Said } from '../said.tsx'
import classes from './asked.module.css'

/** What is no longer is seen whole. Units: characters. */
const short = 160

/** What was asked of all: its last message in sight, the rest when it is opened. */
export function Asked({ messages, turns }: { readonly messages: readonly Message[]; readonly turns: readonly string[] }) {
  const [isOpen, setOpen] = useState(false)
  const last = messages.at(-1)
  const rest = messages.length - 1 + turns.length
  if (last === undefined) return null
  return (
    <section className={classes['asked']} aria-label="Asked">
      <div className={isOpen ? classes['whole'] : classes['short']}>
        {isOpen ? (
          [...messages, ...turns.map((content) => ({ role: 'user', content }))].map(({ role, content }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: messages have no name but their place, and never change
            <Said key={index} role={role} text={content} />
          ))
        ) : (
          <p className={classes['last']}>{last.content}</p>
        )}
      </div>
      {rest === 0 && last.content.length < short && !last.content.includes('\n') ? null : (
        <button type="button" className={classes['more']} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Show less' : rest === 0 ? 'Show it whole' : `Show ${counted(rest, 'more message')}`}
        </button>
      )}
    </section>
  )
}
