import type { ReactNode } from 'react'
import type { LedgerCall, LedgerEntry } from '#contract/ledger'
import { describeCost, formatCount, formatInstantWithZone, formatLatency, formatShort } from '#renderer/lib'
import { type Column, Money, StatusBadge } from '#renderer/ui'
import classes from './ledger.module.css'
import { formatSecond, sayAbout, sayKind, sayMaybe, sayState, upperBound, zoneName } from './ledger-words.ts'

/** The columns of the ledger. Where there is less room, those go that the drawer tells, too. */
export function ledgerColumns(nameOfRun: (run: string) => string, nowMs: number, isNarrow: boolean): readonly Column<LedgerEntry>[] {
  const columns: readonly Column<LedgerEntry>[] = [
    { id: 'seq', header: 'No.', width: 76, align: 'end', cell: ({ seq }) => formatCount(seq) },
    {
      id: 'at',
      header: `When, ${zoneName()}`,
      width: 142,
      cell: ({ atMs }) => formatSecond(atMs, nowMs),
      title: ({ atMs }) => formatInstantWithZone(atMs),
    },
    { id: 'kind', header: 'Entry', width: 158, cell: sayKind, title: sayKind },
    { id: 'about', header: 'About', width: 170, grow: 2, cell: sayAbout, title: sayAbout },
    {
      id: 'state',
      header: 'What came of it',
      width: 160,
      grow: 1,
      cell: (entry) => {
        const { tone, word } = sayState(entry)
        return <StatusBadge tone={tone}>{word}</StatusBadge>
      },
      title: titleOfState,
    },
    { id: 'run', header: 'Run', width: 120, cell: (entry) => <RunLink entry={entry} nameOf={nameOfRun} /> },
    { id: 'user', header: 'User', width: 76, cell: userOf, title: userOf },
    { id: 'took', header: 'Took', width: 76, align: 'end', cell: ofCall(({ durationMs }) => formatLatency(durationMs)) },
    {
      id: 'tokens',
      header: 'Tokens in → out',
      width: 112,
      align: 'end',
      cell: ofCall(sayTokens),
    },
    { id: 'cost', header: 'Cost', width: 92, align: 'end', cell: ofCall(costCell), title: titleOfCost },
  ]
  return isNarrow ? columns.filter(({ id }) => !['seq', 'user', 'tokens'].includes(id)) : columns
}

function ofCall(cell: (call: LedgerCall) => ReactNode): (entry: LedgerEntry) => ReactNode {
  return (entry) => (entry.entry === 'call' ? cell(entry.call) : null)
}

function RunLink({ entry, nameOf }: { readonly entry: LedgerEntry; readonly nameOf: (run: string) => string }) {
  const run = entry.entry === 'call' ? entry.call.run : entry.entry === 'event' ? entry.event.run : null
  if (run === null) return null
  return <a href={`#/runs/${run}`}>{nameOf(run)}</a>
}

function userOf(entry: LedgerEntry): string {
  return entry.entry === 'call' ? entry.call.user : entry.entry === 'audit' ? entry.audit.user : ''
}

function sayTokens({ usage }: LedgerCall): string {
  if (usage === null) return '–'
  const input = usage.uncachedInputTokens + usage.cacheReadInputTokens + usage.cacheWrite5mInputTokens + usage.cacheWrite1hInputTokens
  return `${formatShort(input)} → ${formatShort(usage.textOutputTokens + usage.reasoningOutputTokens)}`
}

/** Unknown is a dash, and what may have been billed its bound: neither is ever $0. */
function costCell(call: LedgerCall): ReactNode {
  const bound = upperBound(call)
  if (bound !== undefined) return <span className={classes['maybe']}>≤ {bound}</span>
  return <Money cost={{ nanoUsd: call.costNanoUsd, state: call.costState }} />
}

function titleOfCost(entry: LedgerEntry): string | undefined {
  if (entry.entry !== 'call') return undefined
  const { costState, costNanoUsd } = entry.call
  return costState === 'maybe_billed' ? sayMaybe(entry.call) : describeCost({ nanoUsd: costNanoUsd, state: costState }).title
}

function titleOfState(entry: LedgerEntry): string | undefined {
  return entry.entry === 'call' ? (entry.call.message ?? undefined) : undefined
}
