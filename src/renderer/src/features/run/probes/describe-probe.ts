import type { ProbeRow } from '#contract/probe-table'
import type { ProbeStatus } from '#contract/runs'
import { sayCause, sayCode } from '#renderer/lib'
import type { Tone } from '#renderer/ui'

const statuses: Readonly<Record<ProbeStatus, { readonly tone: Tone; readonly word: string }>> = {
  pending: { tone: 'quiet', word: 'Pending' },
  waiting: { tone: 'waiting', word: 'Waiting' },
  in_flight: { tone: 'going', word: 'In flight' },
  succeeded: { tone: 'good', word: 'Succeeded' },
  failed: { tone: 'bad', word: 'Failed' },
  cancelled: { tone: 'quiet', word: 'Cancelled' },
  interrupted: { tone: 'doubt', word: 'Interrupted' },
}

export function wordOf(status: ProbeStatus): string {
  return statuses[status].word
}

/** What has become of a probe: a word and a tone, and, where there is one, the reason. */
export function describeProbe({ status, code, waitCause }: Pick<ProbeRow, 'status' | 'code' | 'waitCause'>): {
  readonly tone: Tone
  readonly word: string
  readonly reason: string | undefined
} {
  const reason =
    status === 'waiting' && waitCause !== null ? sayCause(waitCause) : status === 'failed' && code !== null ? sayCode(code) : undefined
  return { ...statuses[status], reason }
}
