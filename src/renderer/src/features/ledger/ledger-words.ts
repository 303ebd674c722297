import type { LedgerCall, LedgerEntry } from '#contract/ledger'
import { formatUsd, formatUsdExactly, sayCode } from '#renderer/lib'
import { addressOf, describeEvent, originWords, sayAct, sayFields, stateWords } from '#renderer/parts'
import type { Tone } from '#renderer/ui'

const second = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const dayAndSecond = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
const inYear = new Intl.DateTimeFormat('en-GB', {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** An instant to the second, as short as it can be told from others: `14:05:09` today, `3 Nov 14:05:09` this year. */
export function formatSecond(atMs: number, nowMs: number): string {
  const [at, now] = [new Date(atMs), new Date(nowMs)]
  if (at.toDateString() === now.toDateString()) return second.format(at)
  return (at.getFullYear() === now.getFullYear() ? dayAndSecond : inYear).format(at).replace(',', '')
}

/** The zone that times are shown in: `UTC`, `CET`. */
export function zoneName(): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' }).formatToParts()
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC'
}

/** An entry's name in an address and among rows. */
export function keyOfEntry(entry: LedgerEntry): string {
  switch (entry.entry) {
    case 'call':
      return `call:${entry.call.id}`
    case 'event':
      return `event:${entry.event.id}`
    case 'audit':
      return `audit:${entry.audit.id}`
  }
}

/** What an entry is: `Call: probe, retry 2`. */
export function sayKind(entry: LedgerEntry): string {
  switch (entry.entry) {
    case 'call': {
      const { method, kind, number } = entry.call
      return `Call: ${method}${kind === 'first' ? '' : `, ${kind === 'retry' ? 'retry' : 'fallback'} (${number})`}`
    }
    case 'event':
      return `Event: ${entry.event.kind.replaceAll('_', ' ')}`
    case 'audit':
      return `Change: ${entry.audit.kind}`
  }
}

/** What an entry is about, in a line. */
export function sayAbout(entry: LedgerEntry): string {
  switch (entry.entry) {
    case 'call': {
      const { requestModel, servedModel } = entry.call
      return requestModel === servedModel ? servedModel : `${requestModel} → ${servedModel}`
    }
    case 'event': {
      const { facts } = describeEvent(entry.event)
      const subject = entry.event.subject.replace(/^(provider|model|pool|run):/, '')
      // Some facts begin with what they are of, and a run is called by its name.
      return facts.startsWith(subject) || (facts !== '' && entry.event.subject.startsWith('run:'))
        ? facts
        : facts === ''
          ? subject
          : `${subject}: ${facts}`
    }
    case 'audit': {
      const fields = sayFields(entry.audit)
      return fields === '' ? sayAct(entry.audit) : `${sayAct(entry.audit)}: ${fields}`
    }
  }
}

/** What came of it. */
export function sayState(entry: LedgerEntry): { readonly tone: Tone; readonly word: string } {
  switch (entry.entry) {
    case 'call': {
      const { tone, word } = stateWords[entry.call.state]
      const { code, httpStatus } = entry.call
      if (code === null) return { tone, word }
      return { tone, word: `${sayCode(code)}${httpStatus === null ? '' : ` (${httpStatus})`}` }
    }
    case 'event':
      return describeEvent(entry.event)
    case 'audit':
      return { tone: 'quiet', word: originWords[entry.audit.origin] ?? entry.audit.origin }
  }
}

/** The most that a call may have cost of which nobody knows whether it was billed; undefined: it is not so, or there is no bound. */
export function upperBound({ costState, costUpperNanoUsd }: Pick<LedgerCall, 'costState' | 'costUpperNanoUsd'>): string | undefined {
  if (costState !== 'maybe_billed' || costUpperNanoUsd === null) return undefined
  return formatUsd(costUpperNanoUsd)
}

/** Why a cost is not known, or how it came about. */
export function sayMaybe({ costUpperNanoUsd }: Pick<LedgerCall, 'costUpperNanoUsd'>): string {
  return `The answer was lost after it was asked for: it may have been billed${costUpperNanoUsd === null ? '' : `, at most ${formatUsdExactly(costUpperNanoUsd)}`}`
}

/** Where a change's thing is edited. */
export function addressOfSubject(entry: Extract<LedgerEntry, { entry: 'audit' }>): string | undefined {
  const { kind, subject, action } = entry.audit
  return action === 'import' || action === 'undo'
    ? undefined
    : addressOf({ kind, subject, did: action === 'remove' ? 'removed' : 'changed' })
}
