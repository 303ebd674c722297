import type { CallScope } from '#contract/call-scope'
import type { EpochMs } from '#contract/units'
import { type ScopeSearch, scopeNames, scopeOf } from '#renderer/lib'
import type { Range } from './range.ts'
import type { CostsSearch } from './search.ts'

/** What is asked by an address and the range that it comes to. */
export function costsScope(search: CostsSearch, { fromMs, toMs }: Range): CallScope {
  const { from: _, to: __, ...names } = search
  return {
    ...scopeOf(names, 0),
    ...(fromMs === undefined ? {} : { fromMs: fromMs as EpochMs }),
    ...(toMs === undefined ? {} : { toMs: toMs as EpochMs }),
  }
}

/** Whether the range ends before it begins, or where it does: no call can be in it. */
export function isBackwards({ fromMs, toMs }: Range): boolean {
  return fromMs !== undefined && toMs !== undefined && fromMs >= toMs
}

/** Where the ledger shows the calls that are counted. */
export function ledgerSearch(search: CostsSearch, { fromMs, toMs }: Range): ScopeSearch {
  const names = scopeNames.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]]))
  return {
    ...Object.fromEntries(names),
    ...(fromMs === undefined ? {} : { from: new Date(fromMs).toISOString() }),
    ...(toMs === undefined ? {} : { to: new Date(toMs).toISOString() }),
  }
}
