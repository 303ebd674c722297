import type { ReactNode } from 'react'
import type { WholeCall } from '#contract/runs'
import { formatInstantWithZone, formatLatency, sayCode } from '#renderer/lib'
import { CopyButton, Facts, Money, StatusBadge } from '#renderer/ui'
import classes from './call.module.css'
import { stateWords } from './scope-words.ts'

const kinds: Readonly<Record<WholeCall['kind'], string>> = { first: 'first', retry: 'again', fallback: 'fallback' }

/** One request that was sent: what it waited, what came back and the provider's own words. */
export function CallDetails({ call }: { readonly call: WholeCall }) {
  const { number, kind, state, code, message, rawUsage, errorBody, httpStatus } = call
  const { tone, word } = stateWords[state]
  return (
    <div className={classes['call']}>
      <div className={classes['callHead']}>
        <span className={classes['callName']}>
          Call {number}, {kinds[kind]}
        </span>
        <StatusBadge tone={tone} isLive={state === 'started'}>
          {code === null ? word : `${word}: ${sayCode(code)}`}
        </StatusBadge>
        {httpStatus === null ? null : <span>HTTP {httpStatus}</span>}
        {state === 'started' ? null : <Money cost={call.estimatedCost} />}
      </div>
      {message === null ? null : <p className={classes['callMessage']}>{message}</p>}
      <Facts items={factsOf(call)} />
      {errorBody === null ? null : <Raw title="What the provider wrote" text={errorBody} isOpen />}
      {rawUsage === null ? null : <Raw title="Its own usage figures" text={JSON.stringify(rawUsage, undefined, 2)} />}
    </div>
  )
}

function factsOf(call: WholeCall): [string, ReactNode][] {
  const { servedModel, responseModel, startedAtMs, queueMs, durationMs, timeToFirstChunkMs, finishReason, providerRequestId, id } = call
  const facts: [string, ReactNode | null][] = [
    [
      'Sent to',
      responseModel === null || servedModel.endsWith(`/${responseModel}`)
        ? servedModel
        : `${servedModel}, which called itself ${responseModel}`,
    ],
    ['Sent', `${formatInstantWithZone(startedAtMs)}, after ${formatLatency(queueMs)} in line`],
    ['Took', durationMs === null ? null : sayTook(durationMs, timeToFirstChunkMs)],
    ['Ended with', finishReason],
    ['Provider’s id', providerRequestId === null ? null : <Id key="provider" text={providerRequestId} label="Copy the provider’s id" />],
    ['Our id', <Id key="ours" text={id} label="Copy the call’s id" />],
  ]
  return facts.filter((fact): fact is [string, ReactNode] => fact[1] !== null)
}

function sayTook(durationMs: number, timeToFirstChunkMs: number | null): string {
  const took = formatLatency(durationMs)
  return timeToFirstChunkMs === null ? took : `${took}, the first piece after ${formatLatency(timeToFirstChunkMs)}`
}

function Id({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <span className={classes['id']}>
      <code>{text}</code> <CopyButton text={text} label={label} />
    </span>
  )
}

function Raw({ title, text, isOpen = false }: { readonly title: string; readonly text: string; readonly isOpen?: boolean }) {
  return (
    <details className={classes['details']} open={isOpen}>
      <summary>{title}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which a keyboard must be able to */}
      <pre className={classes['raw']} tabIndex={0}>
        {text}
      </pre>
    </details>
  )
}
