import type { ReactNode } from 'react'
import type { Event } from '#contract/events'
import { formatInstantWithZone } from '#renderer/lib'
import { describeEvent, useRunNames } from '#renderer/parts'
import { CopyButton, Facts, Section, StatusBadge } from '#renderer/ui'
import classes from './ledger.module.css'

/** An event in words, and its facts as they were written. */
export function EventBody({ event }: { readonly event: Event | undefined }) {
  const nameOfRun = useRunNames(event?.run === undefined || event.run === null ? [] : [event.run])
  if (event === undefined)
    return (
      <p className={classes['lead']}>
        This event is not among the entries that are shown. Take filters away, or scroll to it; the newest are in the{' '}
        <a href="#/events">inbox</a>, too.
      </p>
    )
  const { tone, word, facts } = describeEvent(event)
  const json = JSON.stringify(event.data, undefined, 2)
  return (
    <>
      <div className={classes['summary']}>
        <StatusBadge tone={tone}>{word}</StatusBadge>
        <span>{facts}</span>
      </div>
      <Section title="What it is about">
        <Facts
          items={[
            ['When', formatInstantWithZone(event.atMs)],
            ['About', <Subject key="subject" subject={event.subject} />],
            ...(event.run === null
              ? []
              : [
                  [
                    'Run',
                    <a key="run" href={`#/runs/${event.run}`}>
                      {nameOfRun(event.run)}
                    </a>,
                  ] as const,
                ]),
            ['Id', <code key="id">{event.id}</code>],
          ]}
        />
      </Section>
      <Section title="Its facts, as they were written" aside={<CopyButton text={json} label="Copy the facts" />}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which a keyboard must be able to */}
        <pre className={classes['raw']} tabIndex={0}>
          {json}
        </pre>
      </Section>
    </>
  )
}

const addresses: Readonly<Record<string, string>> = {
  provider: '#/providers?provider=',
  model: '#/models?model=',
  pool: '#/pools?pool=',
  run: '#/runs/',
}

/** `model:openai/gpt-5` leads to that model. */
function Subject({ subject }: { readonly subject: string }): ReactNode {
  const [, kind = '', name = ''] = /^([a-z]+):(.+)$/.exec(subject) ?? []
  const address = addresses[kind]
  return address === undefined ? subject : <a href={`${address}${encodeURIComponent(name)}`}>{subject}</a>
}
