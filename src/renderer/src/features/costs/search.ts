import { readScopeSearch, type ScopeSearch, scopeNames } from '#renderer/lib'

/** What an address of the costs says. `from` and `to`: days of the workspace's zone, both included, or instants, the last not included; they hold where no `range` does. */
export interface CostsSearch extends Omit<ScopeSearch, 'last' | 'from' | 'to'> {
  readonly range?: RangeName
  readonly from?: string
  readonly to?: string
  /** What spend over time is stacked by: by model, unless told. */
  readonly stack?: 'provider'
  /** What spend is broken down by: by model, unless told. */
  readonly by?: Breakdown
  readonly view?: 'performance'
  /** Groups of fewer calls are left out of what is said of performance. */
  readonly min?: number
}

export type RangeName = (typeof rangeNames)[number]
export type Breakdown = (typeof breakdowns)[number]

/** Without any, the last of them that is not `all`: 30 days. */
export const rangeNames = ['today', '7d', '30d', 'month', 'last-month', 'all'] as const
export const breakdowns = ['model', 'provider', 'run', 'user', 'method', 'kind', 'code'] as const

const day = /^\d{4}-\d{2}-\d{2}$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

/** Keeps of an address what this page understands. */
export function readCostsSearch(search: Record<string, unknown>): CostsSearch {
  const scope = readScopeSearch(search)
  const names = scopeNames.flatMap((name) => (scope[name] === undefined ? [] : [[name, scope[name]]]))
  const range = rangeNames.find((name) => name === (search['range'] ?? search['last']))
  const by = breakdowns.find((name) => name === search['by'])
  const min = Number(search['min'])
  return {
    ...Object.fromEntries(names),
    ...(range === undefined ? { ...edgeOf('from', search['from']), ...edgeOf('to', search['to']) } : { range }),
    ...(search['stack'] === 'provider' ? { stack: 'provider' } : {}),
    ...(by === undefined || by === 'model' ? {} : { by }),
    ...(search['view'] === 'performance' ? { view: 'performance' } : {}),
    ...(Number.isInteger(min) && min > 1 && min <= 1_000_000 ? { min } : {}),
  }
}

function edgeOf(name: 'from' | 'to', value: unknown): { [Key in 'from' | 'to']?: string } {
  const text = typeof value === 'string' ? value : ''
  const isOne = day.test(text) ? isDay(text) : instant.test(text) && Date.parse(text) >= 0
  return isOne ? { [name]: text } : {}
}

/** The 31st of a month that has none is no day. */
function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`)
  return ms >= 0 && new Date(ms).toISOString().startsWith(text)
}
