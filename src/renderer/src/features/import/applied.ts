import type { AuditId } from '#contract/ids'
import { counted } from '#renderer/lib'

/** What an import did, by kind of thing. `change`: the entry that keeps it; null: everything stood so already. */
export interface Applied {
  readonly source: string
  readonly change: AuditId | null
  readonly models: number
  readonly prices: number
  readonly providers: number
  readonly pools: number
  readonly settings: number
}

/** `120 models, 98 prices`. */
export function sayApplied({ models, prices, providers, pools, settings }: Applied): string {
  const parts = [
    [models, 'model'],
    [prices, 'price'],
    [providers, 'provider'],
    [pools, 'pool'],
    [settings, 'setting'],
  ] as const
  const said = parts.flatMap(([count, what]) => (count === 0 ? [] : [counted(count, what)]))
  return said.length === 0 ? 'nothing' : said.join(', ')
}
