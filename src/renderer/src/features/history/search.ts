import type { AuditKind } from '#contract/audit'

/** What of the history is shown, as its address says it. `from` and `to`: days, both included. `entry`: the one that is open. */
export interface HistorySearch {
  readonly kind?: AuditKind
  readonly subject?: string
  readonly find?: string
  readonly user?: string
  readonly origin?: Origin
  readonly action?: string
  readonly from?: string
  readonly to?: string
  readonly entry?: string
}

export type Origin = (typeof origins)[number]
export const auditKinds: readonly AuditKind[] = ['provider', 'pool', 'model', 'price', 'setting', 'breaker']
export const origins = ['window', 'browser', 'cli', 'system'] as const

/** What an address says that makes no sense is passed over. */
export function readHistorySearch(search: Readonly<Record<string, unknown>>): HistorySearch {
  const kind = auditKinds.find((each) => each === search['kind'])
  const origin = origins.find((each) => each === search['origin'])
  const texts = {
    subject: textOf(search['subject'], 400),
    find: textOf(search['find'], 200),
    user: textOf(search['user'], 200),
    action: textOf(search['action'], 40),
    from: dayOf(search['from']),
    to: dayOf(search['to']),
    entry: textOf(search['entry'], 40),
  }
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(origin === undefined ? {} : { origin }),
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')),
  }
}

function textOf(value: unknown, most: number): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, most) : ''
}

function dayOf(value: unknown): string {
  const text = textOf(value, 10)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : ''
}
