import { Button, Radio, Stack, TextInput } from '@mantine/core'
import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { RunSummary } from '#contract/runs'
import { formErrorsOf } from '#renderer/parts'
import { useApi, useConnectionState } from '#renderer/transport'
import { Dialog, toastDone } from '#renderer/ui'
import classes from './rerun.module.css'
import { RerunPlan } from './rerun-plan.tsx'
import { type RerunPart, readBudget, readSamples, rerunChoices } from './rerun-words.ts'

/** Sends a part of a run again, in a run of its own: which, what it would take, and the start of it. What was typed stays when it is refused. */
export function RerunDialog({ summary, onLeave }: { readonly summary: RunSummary; readonly onLeave: () => void }) {
  const api = useApi()
  const navigate = useNavigate()
  const isOut = useConnectionState().kind !== 'open'
  const choices = rerunChoices(summary)
  const [part, setPart] = useState<RerunPart>(choices.find(({ whyNot }) => whyNot === undefined)?.part ?? 'samples')
  const [samplesText, setSamplesText] = useState('')
  const [budgetText, setBudgetText] = useState('')
  const now = useQuery({
    ...api.outcomes.beside.queryOptions({ input: { run: summary.id, promptIndex: 0, sample: 0 } }),
    enabled: part === 'samples',
  }).data?.samples
  const samples = part === 'samples' ? readSamples(samplesText, now) : {}
  const budget = readBudget(budgetText)
  const isReady = samples.problem === undefined && budget.problem === undefined && (part !== 'samples' || samples.samples !== undefined)
  const order = {
    ...{ run: summary.id, what: part },
    ...(samples.samples === undefined ? {} : { samples: samples.samples }),
    ...(budget.budgetUsd === undefined ? {} : { budgetUsd: budget.budgetUsd }),
  }
  const plan = useQuery(api.runs.planRerun.queryOptions({ input: isReady ? order : skipToken, placeholderData: keepPreviousData }))
  const rerun = useMutation(
    api.runs.rerun.mutationOptions({
      onSuccess: ({ id, name }) => {
        toastDone(`${name} has started`)
        onLeave()
        void navigate({ to: '/runs/$run', params: { run: id } })
      },
    }),
  )
  const refused = rerun.error === null ? undefined : formErrorsOf(rerun.error, () => undefined).rest.join(' ')
  return (
    <Dialog isOpen onClose={onLeave} title="Send a part of this run again" size="lg">
      <form
        className={classes['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady && plan.data !== undefined) rerun.mutate(order)
        }}
      >
        <Radio.Group
          label="Which probes"
          description="They are sent in a run of their own, which leads back to this one. This one stays as it is."
          value={part}
          onChange={(value) => {
            rerun.reset()
            setPart(choices.find((choice) => choice.part === value)?.part ?? part)
          }}
        >
          <Stack gap={8} mt={10}>
            {choices.map(({ part: value, label, does, whyNot }) => (
              <Radio key={value} value={value} label={label} description={whyNot ?? does} disabled={whyNot !== undefined} />
            ))}
          </Stack>
        </Radio.Group>
        {part === 'samples' ? (
          <TextInput
            label="Samples of each prompt, in all"
            description={now === undefined ? undefined : `There ${now === 1 ? 'is 1' : `are ${now}`} now.`}
            inputMode="numeric"
            data-autofocus
            value={samplesText}
            error={samples.problem}
            onChange={(event) => setSamplesText(event.currentTarget.value)}
          />
        ) : null}
        <TextInput
          label="Budget in USD"
          description="Of the new run alone; empty: none."
          inputMode="decimal"
          value={budgetText}
          error={budget.problem}
          onChange={(event) => setBudgetText(event.currentTarget.value)}
        />
        <RerunPlan query={plan} isAsked={isReady} />
        {refused === undefined ? null : (
          <p className={classes['refused']} role="alert">
            {refused}
          </p>
        )}
        <div className={classes['choices']}>
          <Link to="/runs/new" search={{ from: summary.id, again: 'yes' }} className={classes['other']}>
            Change its prompts first
          </Link>
          <Button onClick={onLeave}>Leave it</Button>
          <Button
            type="submit"
            variant="filled"
            loading={rerun.isPending}
            disabled={isOut || !isReady || plan.error !== null || plan.data === undefined}
          >
            Start
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
