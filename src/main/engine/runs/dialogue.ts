import { tokensUpperOf } from '#engine/batches'
import type { CallOutcome } from '#engine/ports'
import type { TurnAnswer } from '#engine/storage'
import type { Dialogue, Job } from './job.ts'

/** What changes of a job when it is asked on. */
export type NextTurn = Pick<Job, 'messages' | 'promptBytes' | 'inputTokensUpper' | 'dialogue'>

type Asked = Pick<Job, 'messages' | 'promptBytes' | 'inputTokensUpper' | 'dialogue' | 'attempts'>

/** Of an answer that nobody wrote, as where a run is only imagined, bytes of each of its tokens. */
const bytesPerToken = 4

/** How a job goes on after this outcome: all that was said, and what the user says next. undefined: it was no answer, or the last. */
export function nextTurn(job: Asked, outcome: CallOutcome): NextTurn | undefined {
  const { dialogue } = job
  if (dialogue === null || outcome.kind !== 'ANSWERED' || dialogue.said >= dialogue.turns.length) return undefined
  const bytes = outcome.text === '' ? bytesPerToken * (outcome.usage?.textOutputTokens ?? 0) : Buffer.byteLength(outcome.text)
  return saidOn(job, dialogue, { text: outcome.text, bytes, number: job.attempts })
}

/** A job as it stood after these answers, each of which a further turn followed. */
export function afterAnswers<Fresh extends Asked>(job: Fresh, answers: readonly TurnAnswer[]): Fresh {
  let asked = job
  for (const { text, number } of answers) {
    const { dialogue } = asked
    if (dialogue === null || dialogue.said >= dialogue.turns.length) return asked
    asked = { ...asked, ...saidOn(asked, dialogue, { text, bytes: Buffer.byteLength(text), number }) }
  }
  return asked
}

function saidOn(
  job: Asked,
  dialogue: Dialogue,
  answer: { readonly text: string; readonly bytes: number; readonly number: number },
): NextTurn {
  const next = dialogue.turns[dialogue.said] ?? ''
  const bytes = answer.bytes + Buffer.byteLength(next)
  const addedTokens = tokensUpperOf(bytes, 2) - tokensUpperOf(0, 0)
  return {
    messages: [...job.messages, { role: 'assistant', content: answer.text }, { role: 'user', content: next }],
    promptBytes: job.promptBytes + bytes,
    inputTokensUpper: (job.inputTokensUpper + addedTokens) as Job['inputTokensUpper'],
    dialogue: { ...dialogue, said: dialogue.said + 1, sentBefore: answer.number },
  }
}
