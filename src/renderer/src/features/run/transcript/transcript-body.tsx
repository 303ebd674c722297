import type { Transcript } from '#contract/runs'
import { counted } from '#renderer/lib'
import { CallDetails, ChecksTable, ChecksTally, Said } from '#renderer/parts'
import { CopyButton, Countdown, Facts, Section, StatusBadge, When } from '#renderer/ui'
import { describeProbe } from '../probes/describe-probe.ts'
import { Cost } from './cost.tsx'
import classes from './transcript.module.css'

/** All that is known of one probe: what was asked and answered, what it cost and why, and every call it took. */
export function TranscriptBody({ transcript }: { readonly transcript: Transcript }) {
  const { turns, answer, variables, calls } = transcript
  return (
    <>
      <Summary transcript={transcript} />
      <Asked transcript={transcript} />
      <Section
        title={turns === 0 ? 'Answer' : `Answer ${turns + 1}`}
        aside={answer === null ? null : <CopyButton text={answer} label="Copy the answer" />}
      >
        {answer === null ? <p className={classes['none']}>{sayNoAnswer(transcript)}</p> : <p className={classes['answer']}>{answer}</p>}
      </Section>
      {transcript.checks === null ? null : (
        <Section title="Checks" aside={<ChecksTally checks={transcript.checks} />}>
          <ChecksTable checks={transcript.checks.checks} />
        </Section>
      )}
      <Cost transcript={transcript} />
      <Section title={calls.length === 1 ? 'The call' : 'Calls'}>
        {calls.length === 0 ? (
          <p className={classes['none']}>{transcript.isCached ? 'Nothing was sent: the answer was kept.' : 'Nothing was sent yet.'}</p>
        ) : (
          calls.map((call) => <CallDetails key={call.id} call={call} />)
        )}
      </Section>
      {Object.keys(variables).length === 0 ? null : (
        <Section title="Variables" aside={<CopyButton text={JSON.stringify(variables)} label="Copy the variables" />}>
          <Facts
            items={Object.entries(variables).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])}
          />
        </Section>
      )}
    </>
  )
}

/** What was said until the last answer: of a conversation each answer by its number, and what the user said on. */
function Asked({ transcript: { messages, turns } }: { readonly transcript: Transcript }) {
  const prompt = messages.length - 2 * turns
  return (
    <Section title={turns === 0 ? 'Asked' : 'Conversation'} aside={turns === 0 ? null : counted(turns, 'further turn')}>
      {messages.map(({ role, content }, index) => {
        const answer = index < prompt || role !== 'assistant' ? undefined : (index - prompt) / 2 + 1
        const said = answer === undefined ? { role } : { role: `answer ${answer}`, label: `Copy answer ${answer}` }
        // biome-ignore lint/suspicious/noArrayIndexKey: messages have no name but their place, and never change
        return <Said key={index} text={content} {...said} />
      })}
    </Section>
  )
}

function Summary({ transcript }: { readonly transcript: Transcript }) {
  const { waitUntilMs, usedFallback, servedModel } = transcript
  const { tone, word, reason } = describeProbe(transcript)
  return (
    <div className={classes['summary']}>
      <StatusBadge tone={tone}>{reason === undefined ? word : `${word}: ${reason}`}</StatusBadge>
      {waitUntilMs === null ? null : <Countdown untilMs={waitUntilMs} />}
      {transcript.isCached ? <FromCache transcript={transcript} /> : null}
      {usedFallback && servedModel !== null ? <span>answered by its fallback {servedModel}</span> : null}
    </div>
  )
}

/** Nothing was sent for it: whose answer it is. */
function FromCache({ transcript: { cachedFrom } }: { readonly transcript: Transcript }) {
  return (
    <span>
      from the cache, cost $0:{' '}
      {cachedFrom === null ? (
        'the call that gave it was dropped by retention'
      ) : (
        <>
          <a href={`#/ledger?open=${encodeURIComponent(`call:${cachedFrom.call}`)}`}>the call it came from</a>,{' '}
          <When atMs={cachedFrom.atMs} />
        </>
      )}
    </span>
  )
}

function sayNoAnswer({ status }: Transcript): string {
  switch (status) {
    case 'succeeded':
      return 'The answer is empty.'
    case 'interrupted':
      return 'It was lost with the engine: the provider may have answered, and billed it.'
    case 'failed':
    case 'cancelled':
      return 'There is none.'
    default:
      return 'There is none yet.'
  }
}
