import type { Event } from '#contract/events'
import type { LedgerCall, LedgerEntry } from '#contract/ledger'
import { usd } from '../format/money.ts'
import { instant, latency, shortCount } from '../format/quantities.ts'
import type { Column } from '../format/table.ts'
import { plain, shorten } from '../format/text.ts'

const factsWidth = 100

type Shown = Omit<LedgerCall, 'provider' | 'decision' | 'waitCause'>

export const callColumns: readonly Column<Shown>[] = [
  { head: 'model', cell: (call) => plain(call.servedModel) },
  { head: 'started', cell: (call) => instant(call.startedAtMs) },
  { head: 'kind', cell: (call) => (call.method === 'probe' ? call.kind : call.method) },
  { head: 'ended as', cell: (call) => call.code ?? call.state },
  { head: 'took', align: 'right', cell: (call) => latency(call.durationMs) },
  { head: 'in', align: 'right', cell: (call) => tokensIn(call) },
  { head: 'out', align: 'right', cell: (call) => tokensOut(call) },
  { head: 'cost', align: 'right', cell: (call) => costOf(call) },
]

/** Entries of all sorts in one table. */
export const entryColumns: readonly Column<LedgerEntry>[] = [
  { head: 'about', cell: (entry) => plain(subjectOf(entry)) },
  { head: 'at', cell: ({ atMs }) => instant(atMs) },
  { head: 'entry', cell: ({ entry }) => entry },
  { head: 'what', cell: (entry) => whatOf(entry) },
  { head: 'facts', cell: (entry) => shorten(plain(factsOf(entry)), factsWidth) },
]

function subjectOf(entry: LedgerEntry): string {
  if (entry.entry === 'call') return entry.call.servedModel
  return entry.entry === 'event' ? entry.event.subject : entry.audit.subject
}

function whatOf(entry: LedgerEntry): string {
  if (entry.entry === 'call') return entry.call.code ?? entry.call.state
  return entry.entry === 'event' ? entry.event.kind : `${entry.audit.action} ${entry.audit.kind}`
}

function factsOf(entry: LedgerEntry): string {
  if (entry.entry === 'event') return factsText(entry.event)
  if (entry.entry === 'audit') return [entry.audit.user, ...entry.audit.fields.map(({ name }) => name)].join(', ')
  const { call } = entry
  const kind = call.method === 'probe' ? call.kind : call.method
  return [kind, latency(call.durationMs), costOf(call), call.message ?? ''].filter((text) => text !== '').join(', ')
}

/** `from closed, to open, reason …`: what is not known is left out. */
export function factsText({ kind, data }: Pick<Event, 'kind' | 'data'>): string {
  // An alert of a rule is a sentence already.
  if (kind === 'alert' && typeof data['rule'] === 'string') return `${data['rule']} ${String(data['change'])}: ${String(data['message'])}`
  return Object.entries(data)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
}

function tokensIn({ usage }: Shown): string {
  if (usage === null) return '–'
  return shortCount(usage.uncachedInputTokens + usage.cacheReadInputTokens + usage.cacheWrite5mInputTokens + usage.cacheWrite1hInputTokens)
}

function tokensOut({ usage }: Shown): string {
  return usage === null ? '–' : shortCount(usage.textOutputTokens + usage.reasoningOutputTokens)
}

function costOf({ state, costNanoUsd, costUpperNanoUsd }: Shown): string {
  if (state === 'started') return '–'
  if (costNanoUsd !== null) return usd(costNanoUsd)
  return costUpperNanoUsd === null ? 'unknown' : `≤ ${usd(costUpperNanoUsd)}`
}
