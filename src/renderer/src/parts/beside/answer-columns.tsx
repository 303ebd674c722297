import { Button } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import type { AnswerBeside } from '#contract/outcomes'
import { formatLatency, formatShare, sayCode } from '#renderer/lib'
import { CopyButton, Money, StatusBadge } from '#renderer/ui'
import { ChecksTable } from '../checks-table.tsx'
import { describeVerdict } from '../verdict-words.ts'
import { AnswerText } from './answer-text.tsx'
import classes from './beside.module.css'

/** An answer with what it is called where several stand side by side. */
export interface ShownAnswer {
  readonly key: string
  /** Whose it is; more about it, such as its sample. */
  readonly title: string
  readonly note?: ReactNode
  readonly answer: AnswerBeside
  /** What was said on after its answers, as far as it came. */
  readonly turns: readonly string[]
}

interface AnswerColumnsProps {
  readonly label: string
  readonly items: readonly ShownAnswer[]
  /** The one that the others are held against, word by word; undefined: none. */
  readonly against: string | undefined
  readonly onAgainst: (key: string | undefined) => void
}

/** Answers to one prompt, a column each; against one of them the others show what they have more and less. */
export function AnswerColumns({ label, items, against, onAgainst }: AnswerColumnsProps) {
  const base = items.find(({ key }) => key === against)
  return (
    <section className={classes['columns']} aria-label={label}>
      {items.map((item) => (
        <Column
          key={item.key}
          item={item}
          base={base?.key === item.key ? undefined : base?.answer}
          isBase={base?.key === item.key}
          onAgainst={items.length < 2 ? undefined : onAgainst}
        />
      ))}
    </section>
  )
}

function Column({
  item: { key, title, note, answer, turns },
  base,
  isBase,
  onAgainst,
}: {
  readonly item: ShownAnswer
  readonly base: AnswerBeside | undefined
  readonly isBase: boolean
  readonly onAgainst: AnswerColumnsProps['onAgainst'] | undefined
}) {
  const text = answer.answer
  return (
    <article
      className={classes['column']}
      data-base={isBase || undefined}
      aria-label={typeof note === 'string' ? `${title}, ${note}` : title}
    >
      <header className={classes['head']}>
        <div className={classes['titles']}>
          <h2 className={classes['title']} title={title}>
            {title}
          </h2>
          {note === undefined ? null : <span className={classes['soft']}>{note}</span>}
        </div>
        <div className={classes['facts']}>
          <Standing answer={answer} />
          {answer.score === null ? null : <span title="The weighted share of its checks that passed">{formatShare(answer.score)}</span>}
          <Money cost={answer.estimatedCost} />
          <span>{formatLatency(answer.durationMs)}</span>
          {answer.said.length === 0 || text === null ? null : <span>for the last answer</span>}
        </div>
        <div className={classes['acts']}>
          {onAgainst === undefined || text === null ? null : (
            <Button
              size="compact-xs"
              aria-pressed={isBase}
              variant={isBase ? 'filled' : 'default'}
              onClick={() => onAgainst(isBase ? undefined : key)}
            >
              {isBase ? 'Others differ from this' : 'Show how others differ'}
            </Button>
          )}
          {text === null ? null : <CopyButton text={text} label={`Copy the answer of ${title}`} />}
        </div>
      </header>
      {answer.said.map((before, turn) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: turns have no name but their place
        <Fragment key={turn}>
          <AnswerText text={before} base={base?.said[turn]} />
          <p className={classes['turn']}>
            <span className={classes['soft']}>user</span> {turns[turn]}
          </p>
        </Fragment>
      ))}
      {text === null ? <p className={classes['none']}>{sayNone(answer)}</p> : <AnswerText text={text} base={lastOf(base, answer)} />}
      {answer.bodiesDropped ? <p className={classes['none']}>Retention has dropped what is longer than this.</p> : null}
      {answer.checks.length === 0 ? null : <ChecksTable checks={answer.checks} />}
    </article>
  )
}

/** What the other answered to the same turn; undefined: it did not come so far. */
function lastOf(base: AnswerBeside | undefined, { said }: AnswerBeside): string | undefined {
  return base?.said[said.length] ?? (base?.said.length === said.length ? (base.answer ?? undefined) : undefined)
}

function Standing({ answer: { status, code, verdict, usedFallback, servedModel } }: { readonly answer: AnswerBeside }) {
  const { tone, word } = describeVerdict(verdict)
  return (
    <>
      {status === 'succeeded' ? (
        verdict === null ? null : (
          <StatusBadge tone={tone}>{word}</StatusBadge>
        )
      ) : (
        <StatusBadge tone={status === 'failed' ? 'bad' : 'quiet'}>{code === null ? status.replace('_', ' ') : sayCode(code)}</StatusBadge>
      )}
      {usedFallback && servedModel !== null ? <span>by its fallback {servedModel}</span> : null}
    </>
  )
}

function sayNone({ status }: AnswerBeside): string {
  switch (status) {
    case 'pending':
    case 'waiting':
    case 'in_flight':
      return 'There is no answer yet.'
    case 'interrupted':
      return 'Its answer was lost with the engine.'
    case 'succeeded':
      return 'Its answer was dropped by retention.'
    default:
      return 'There is no answer.'
  }
}
