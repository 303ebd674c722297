import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { WaitCause } from '#contract/calls'
import type { AttemptId } from '#contract/ids'
import type { LedgerFilter } from '#contract/ledger'
import type { WholeCall } from '#contract/transcripts'
import { formatLatency, sayCause } from '#renderer/lib'
import {
  attemptKindWords,
  CallArithmetic,
  CallDetails,
  CallUsage,
  decisionWords,
  methodWords,
  PricesAsTheyWere,
  Said,
  useRunNames,
} from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { CopyButton, Facts, Loaded, LoadingState, Notice, Section } from '#renderer/ui'
import classes from './ledger.module.css'
import { sayMaybe } from './ledger-words.ts'

type Decision = NonNullable<Extract<LedgerFilter['decision'], string>>

/** A call whole: what was asked and answered, what it used and cost at the prices as they were, and what it belongs to. */
export function CallBody({ id }: { readonly id: AttemptId }) {
  const query = useQuery(useApi().ledger.call.queryOptions({ input: { id } }))
  return (
    <Loaded query={query} loading={<LoadingState rows={10} />}>
      {({ call, decision, waitCause, messages, answer, bodiesDropped }) => (
        <>
          <Doubt call={call} />
          <Section title="The call">
            <CallDetails call={call} />
          </Section>
          <Section title="Where it belongs">
            <Belongs call={call} decision={decision} waitCause={waitCause} />
          </Section>
          <Section title="Asked">
            {messages === null ? (
              <p className={classes['lead']}>{sayNoBody(bodiesDropped, 'what was asked')}</p>
            ) : (
              messages.map(({ role, content }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: messages have no name but their place, and never change
                <Said key={index} role={role} text={content} />
              ))
            )}
          </Section>
          <Section title="Answer" aside={answer === null ? null : <CopyButton text={answer} label="Copy the answer" />}>
            {answer === null ? (
              <p className={classes['lead']}>{call.state === 'answered' ? sayNoBody(bodiesDropped, 'the answer') : 'There is none.'}</p>
            ) : (
              <p className={classes['said']}>{answer === '' ? 'The answer is empty.' : answer}</p>
            )}
          </Section>
          <Section title="Usage and cost" aside={<a href={pricesOf(call.servedModel)}>Prices of the model</a>}>
            {call.costArithmetic === null ? (
              <CallUsage usage={call.usage} call={call} />
            ) : (
              <CallArithmetic call={call} arithmetic={call.costArithmetic} />
            )}
            {call.costSnapshot === null ? null : <PricesAsTheyWere snapshot={call.costSnapshot} />}
          </Section>
        </>
      )}
    </Loaded>
  )
}

/** What a cost that is not known may be. */
function Doubt({ call }: { readonly call: WholeCall }) {
  if (call.costState === 'maybe_billed') return <Notice tone="doubt">{sayMaybe(call)}.</Notice>
  if (call.costState === 'unknown')
    return (
      <Notice tone="doubt">
        What it cost is not known: a class of tokens that it used had no price. <a href={pricesOf(call.servedModel)}>Give it one</a> for
        calls to come.
      </Notice>
    )
  return null
}

function Belongs({
  call,
  decision,
  waitCause,
}: {
  readonly call: WholeCall
  readonly decision: Decision
  readonly waitCause: WaitCause | null
}) {
  const { run, probe, requestModel, servedModel, method, kind, number, user, queueMs } = call
  const nameOfRun = useRunNames(run === null ? [] : [run])
  const items: (readonly [string, ReactNode] | undefined)[] = [
    ['For', `${methodWords[method]}, ${decisionWords[decision].toLowerCase()} asked for`],
    ['Attempt', `${number}, ${attemptKindWords[kind].toLowerCase()}`],
    run === null
      ? undefined
      : [
          'Run',
          <a key="run" href={`#/runs/${run}`}>
            {nameOfRun(run)}
          </a>,
        ],
    run === null || probe === null
      ? undefined
      : [
          'Probe',
          <a
            key="probe"
            href={`#/runs/${run}?view=probes&probe=${encodeURIComponent(`${probe.promptIndex}.${probe.sample}.${requestModel}`)}`}
          >
            Prompt {probe.promptIndex + 1}, sample {probe.sample + 1}
          </a>,
        ],
    ['Model', <ModelLink key="model" model={requestModel} />],
    requestModel === servedModel ? undefined : ['Sent to', <ModelLink key="served" model={servedModel} />],
    ['User', user],
    ['Waited before', waitCause === null ? formatLatency(queueMs) : `${formatLatency(queueMs)}: ${sayCause(waitCause)}`],
  ]
  return <Facts items={items.filter((item) => item !== undefined)} />
}

function ModelLink({ model }: { readonly model: string }) {
  return <a href={`#/models?model=${encodeURIComponent(model)}`}>{model}</a>
}

function pricesOf(model: string): string {
  return `#/models?model=${encodeURIComponent(model)}&tab=prices`
}

function sayNoBody(isDropped: boolean, what: string): string {
  return isDropped ? `${what.charAt(0).toUpperCase()}${what.slice(1)} was given up by retention.` : `No text was kept of ${what}.`
}
