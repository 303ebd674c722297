import type { OutputKind } from '#contract/call-scope'
import type { AttemptKind, AttemptState, CallMethod } from '#contract/calls'
import type { Tone } from '#renderer/ui'

/** What people call the values that calls are told apart by. */
export const methodWords: Readonly<Record<CallMethod, string>> = {
  probe: 'Probe of a run',
  expand: 'Scenario expansion',
  judge: 'Judging',
  verify: 'Connection test',
}
export const attemptKindWords: Readonly<Record<AttemptKind, string>> = { first: 'First', retry: 'Retry', fallback: 'Fallback' }
export const decisionWords: Readonly<Record<OutputKind, string>> = { text: 'Text', object: 'Object' }
export const stateWords: Readonly<Record<AttemptState, { readonly tone: Tone; readonly word: string }>> = {
  started: { tone: 'going', word: 'In flight' },
  answered: { tone: 'good', word: 'Answered' },
  failed: { tone: 'bad', word: 'Failed' },
  cancelled: { tone: 'quiet', word: 'Cancelled' },
  interrupted: { tone: 'doubt', word: 'Interrupted' },
}
