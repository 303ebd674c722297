import { readScopeSearch, type ScopeSearch } from '#renderer/lib'
import { readNames } from './filter-names.ts'

/**
 * What of the ledger is shown, as its address says it. Lists are parted by commas. `find`: a text that is looked for; `open`: the entry that is open, as `call:ULID`;
 * `live`: new entries are not told.
 */
export interface LedgerSearch extends ScopeSearch {
  readonly entry?: string
  readonly event?: string
  readonly answered?: 'yes' | 'no'
  readonly state?: string
  readonly http?: string
  readonly wait?: string
  readonly minMs?: number
  readonly maxMs?: number
  readonly minUsd?: number
  readonly maxUsd?: number
  readonly find?: string
  readonly open?: string
  readonly live?: 'off'
}

/** Keeps of an address what this page understands; what makes no sense is passed over. */
export function readLedgerSearch(search: Readonly<Record<string, unknown>>): LedgerSearch {
  const amounts = { minMs: amountOf(search['minMs']), maxMs: amountOf(search['maxMs']) }
  const costs = { minUsd: amountOf(search['minUsd'], mostUsd), maxUsd: amountOf(search['maxUsd'], mostUsd) }
  const answered = (['yes', 'no'] as const).find((each) => each === search['answered'])
  const find = textOf(search['find'], 200)
  const open = textOf(search['open'], 40)
  return {
    ...readScopeSearch(search),
    ...readNames(search),
    ...(answered === undefined ? {} : { answered }),
    ...Object.fromEntries(Object.entries({ ...amounts, ...costs }).filter(([, value]) => value !== undefined)),
    ...(find === '' ? {} : { find }),
    ...(/^(call|event|audit):[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(open) ? { open } : {}),
    ...(search['live'] === 'off' ? { live: 'off' } : {}),
  }
}

/** More is no amount of nano-dollars that a number holds. */
const mostUsd = 9_000_000

function amountOf(value: unknown, most: number = Number.MAX_SAFE_INTEGER): number | undefined {
  const amount = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  return Number.isFinite(amount) && amount >= 0 && amount <= most ? amount : undefined
}

function textOf(value: unknown, most: number): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value).trim().slice(0, most) : ''
}
