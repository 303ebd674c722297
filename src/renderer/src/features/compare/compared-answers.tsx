import { Button } from '@mantine/core'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { ModelRef, RunId } from '#contract/ids'
import type { ComparedPrompt } from '#contract/outcomes'
import { AnswerColumns, Asked, RowSteps, type ShownAnswer } from '#renderer/parts'
import { type Client, useApi } from '#renderer/transport'
import { EmptyState, FailureState, Glyph, LoadingState, StatusBadge, Toolbar } from '#renderer/ui'
import classes from './compare.module.css'
import { flipWords, matchWords } from './compare-words.ts'
import { keyOf, type OpenPair } from './open-key.ts'

type Beside = Awaited<ReturnType<Client['outcomes']['beside']>>

interface ComparedAnswersProps {
  readonly a: string
  readonly b: string
  readonly pair: OpenPair
  readonly items: readonly ComparedPrompt[]
  readonly onEnd: (() => unknown) | undefined
}

/** The answers of both runs to one prompt, sample by sample, B's with what they have more and less than A's first. Up and down lead on in the list. */
export function ComparedAnswers({ a, b, pair, items, onEnd }: ComparedAnswersProps) {
  const api = useApi()
  const navigate = useNavigate({ from: '/compare' })
  const [against, setAgainst] = useState<string | undefined>(firstOfA)
  const ask = (run: string, promptIndex: number | null) =>
    api.outcomes.beside.queryOptions({ input: promptIndex === null ? skipToken : { run: run as RunId, promptIndex } })
  const [ofA, ofB] = [useQuery(ask(a, pair.a)), useQuery(ask(b, pair.b))]
  const at = items.findIndex((item) => keyOf(item) === keyOf(rowOf(pair)))
  const row = items[at]
  const isLast = at >= 0 && at === items.length - 1
  useEffect(() => {
    if (isLast) void onEnd?.()
  }, [isLast, onEnd])
  const show = (item: ComparedPrompt | undefined) =>
    item === undefined || at < 0
      ? undefined
      : () => void navigate({ search: (search) => ({ ...search, open: keyOf(item) }), replace: true })
  const error = ofA.error ?? ofB.error
  const asked = ofA.data ?? ofB.data
  const isHere = (pair.a === null || ofA.data !== undefined) && (pair.b === null || ofB.data !== undefined)
  const answers = [...shownOf('A', ofA.data, pair.model.a), ...shownOf('B', ofB.data, pair.model.b)]
  return (
    <div className={classes['beside']}>
      <Toolbar
        label="Answers of both runs"
        aside={<RowSteps what="prompt" onPrevious={show(items[at - 1])} onNext={show(items[at + 1])} />}
      >
        <Button leftSection={<Glyph name="left" size={12} />} onClick={() => void navigate({ search: ({ open: _, ...search }) => search })}>
          All prompts
        </Button>
        {row === undefined ? null : (
          <>
            <StatusBadge tone={flipWords[row.flip].tone}>{flipWords[row.flip].word}</StatusBadge>
            <span className={classes['soft']}>{matchWords[row.matchedBy]}</span>
          </>
        )}
      </Toolbar>
      {error !== null ? (
        <FailureState error={error} onRetry={() => Promise.all([ofA.refetch(), ofB.refetch()])} />
      ) : !isHere || asked === undefined ? (
        <LoadingState rows={10} />
      ) : (
        <>
          <Asked messages={asked.messages} turns={asked.turns} />
          {answers.length === 0 ? (
            <EmptyState title="Neither run has an answer of these models" />
          ) : (
            <AnswerColumns label="Answers of both runs" items={answers} against={against} onAgainst={setAgainst} />
          )}
        </>
      )}
    </div>
  )
}

const firstOfA = 'A.0'

function shownOf(side: 'A' | 'B', beside: Beside | undefined, model: ModelRef): ShownAnswer[] {
  const answers = beside?.items.filter((answer) => answer.model === model) ?? []
  return answers.map((answer) => ({
    key: `${side}.${answer.sample}`,
    title: `${side}: ${model}`,
    answer,
    turns: beside?.turns ?? [],
    ...((beside?.samples ?? 0) < 2 ? {} : { note: `sample ${answer.sample + 1}` }),
  }))
}

/** The pair as a row of the list has it, to be found there. */
function rowOf({ a, b, model }: OpenPair): Parameters<typeof keyOf>[0] {
  return { a: a === null ? null : { promptIndex: a }, b: b === null ? null : { promptIndex: b }, model }
}
