import path from 'node:path'
import type { AlertChannel } from '#contract/alerts'
import type { RunId } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import type { RecordedEvent } from '#engine/events'
import type { AddEvent, NewDelivery } from '#engine/storage'
import type { ToldAlert } from './alert-book.ts'
import { subjectOf } from './finding.ts'
import type { AlertMessage } from './webhook-body.ts'

export interface Sender {
  /** The folder; its name is told. */
  readonly workspace: string
  readonly ulid: (nowMs: EpochMs) => string
  readonly channels: () => readonly AlertChannel[]
}

/** An alert of a rule: the event that keeps it, and what goes to the rule's webhooks. */
export function tellAlert(
  { rule, key, data }: ToldAlert,
  atMs: EpochMs,
  runs: readonly { readonly id: string; readonly runId: number }[],
  sender: Sender,
): { readonly event: AddEvent; readonly deliveries: readonly NewDelivery[] } {
  const ulid = sender.ulid(atMs)
  const subject = subjectOf(key)
  const run = runOf(subject)
  const runId = runs.find(({ id }) => id === run)?.runId ?? null
  const message: AlertMessage = { ...{ id: ulid, atMs, workspace: path.basename(sender.workspace), subject, run }, ...data }
  return {
    event: { ulid, atMs, kind: 'alert', subject, runId, attemptId: null, data: JSON.stringify(data) },
    deliveries: deliveriesOf(message, ({ name }) => rule.channels.includes(name), sender),
  }
}

/** What only a person can mend goes to every webhook. */
export function tellEngineAlert({ ulid, atMs, subject, data }: RecordedEvent, sender: Sender): readonly NewDelivery[] {
  const facts = data as { readonly message?: string; readonly code?: string }
  const message: AlertMessage = {
    ...{ id: ulid, atMs, workspace: path.basename(sender.workspace), rule: null, on: 'engine', change: 'fired', subject, run: null },
    ...{ measured: facts.code ?? '', bound: '', message: `${subject} needs a person: ${facts.message ?? facts.code ?? ''}` },
  }
  return deliveriesOf(message, () => true, sender)
}

/** A made-up one, by which a person sees that a webhook works. */
export function testMessage(id: string, atMs: EpochMs, workspace: string, by: string): AlertMessage {
  return {
    ...{ id, atMs, workspace: path.basename(workspace), rule: null, on: 'test', change: 'test', subject: 'workspace', run: null },
    ...{ measured: '', bound: '', message: `${by} tries this channel. Nothing is wrong.` },
  }
}

export function runOf(subject: string): RunId | null {
  return subject.startsWith('run:') ? (subject.slice('run:'.length) as RunId) : null
}

function deliveriesOf(message: AlertMessage, isMeant: (channel: AlertChannel) => boolean, { channels, ulid }: Sender): NewDelivery[] {
  const atMs = message.atMs as EpochMs
  return channels()
    .filter((channel) => channel.isEnabled && isMeant(channel))
    .map(({ name }) => ({
      ...{ ulid: ulid(atMs), channel: name, eventUlid: message.id, atMs, facts: JSON.stringify(message), message: message.message },
    }))
}
