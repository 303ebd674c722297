import { Button, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { RunId } from '#contract/ids'
import type { AnswerBeside } from '#contract/outcomes'
import { counted, formatCount } from '#renderer/lib'
import { AnswerColumns, Asked, RowSteps, type ShownAnswer } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { EmptyState, Glyph, Loaded, LoadingState, Toolbar } from '#renderer/ui'
import { neighboursOf } from './neighbours.ts'
import type { PromptRow } from './prompt-columns.tsx'
import classes from './prompts.module.css'

interface BesideViewProps {
  readonly run: RunId
  readonly promptIndex: number
  /** The prompts of the list it was opened from, as far as they are here. */
  readonly items: readonly PromptRow[]
  readonly onEnd: (() => unknown) | undefined
}

/** All answers to one prompt, side by side. Up and down lead to the prompts next to it in the list; where it is not in the list, to those asked before and after it. */
export function BesideView({ run, promptIndex, items, onEnd }: BesideViewProps) {
  const { sample, against } = useSearch({ from: '/runs/$run' })
  const navigate = useNavigate({ from: '/runs/$run' })
  const query = useQuery(
    useApi().outcomes.beside.queryOptions({
      input: { run, promptIndex, ...(sample === undefined ? {} : { sample: sample - 1 }) },
      placeholderData: keepPreviousData,
    }),
  )
  const show = (index: number | undefined) =>
    index === undefined ? undefined : () => void navigate({ search: (search) => ({ ...search, prompt: index + 1 }), replace: true })
  const { previous, next, isLast } = neighboursOf(items, promptIndex, query.data?.prompts)
  useEffect(() => {
    if (isLast) void onEnd?.()
  }, [isLast, onEnd])
  return (
    <div className={classes['beside']}>
      <Toolbar label="Answers side by side" aside={<RowSteps what="prompt" onPrevious={show(previous)} onNext={show(next)} />}>
        <Button
          leftSection={<Glyph name="left" size={12} />}
          onClick={() => void navigate({ search: ({ prompt: _, sample: __, against: ___, ...search }) => search })}
        >
          All prompts
        </Button>
        <span className={classes['place']} role="status">
          Prompt {formatCount(promptIndex + 1)}
          {query.data === undefined ? '' : ` of ${formatCount(query.data.prompts)}`}
        </span>
        {query.data === undefined || query.data.samples < 2 ? null : (
          <Select
            w={150}
            aria-label="Samples"
            placeholder={`All ${counted(query.data.samples, 'sample')}`}
            clearable
            data={Array.from({ length: Math.min(query.data.samples, 100) }, (_, index) => ({
              value: String(index + 1),
              label: `Sample ${index + 1}`,
            }))}
            value={sample === undefined ? null : String(sample)}
            onChange={(value) =>
              void navigate({
                search: ({ sample: _, ...search }) => (value === null ? search : { ...search, sample: Number(value) }),
                replace: true,
              })
            }
          />
        )}
      </Toolbar>
      <Loaded query={query} loading={<LoadingState rows={10} />}>
        {({ messages, turns, items: answers, samples }) => (
          <>
            <Asked messages={messages} turns={turns} />
            {answers.length === 0 ? (
              <EmptyState title="Nothing was planned for this prompt yet" />
            ) : (
              <AnswerColumns
                label={`Answers to prompt ${promptIndex + 1}`}
                items={answers.map((answer) => shownOf(answer, samples, turns))}
                against={against}
                onAgainst={(key) =>
                  void navigate({
                    search: ({ against: _, ...search }) => (key === undefined ? search : { ...search, against: key }),
                    replace: true,
                  })
                }
              />
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}

function shownOf(answer: AnswerBeside, samples: number, turns: readonly string[]): ShownAnswer {
  const { model, sample } = answer
  return { key: `${sample}.${model}`, title: model, answer, turns, ...(samples < 2 ? {} : { note: `sample ${sample + 1}` }) }
}
