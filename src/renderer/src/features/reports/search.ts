import { costDimensions } from '#contract/dimensions'
import { joinValues, readInstant, readScopeSearch, type ScopeSearch, splitValues } from '#renderer/lib'

/**
 * What an address of the reports says: the view, which calls it is about, and of a new report what is written and how (`bundle`: all of it in one file that is kept), of other prices which
 * (`at`; `on`: an instant, `as`: a model, `input` and `output`: factors), of repeated requests how often at least.
 */
export interface ReportsSearch extends ScopeSearch {
  readonly view?: ReportsView
  readonly report?: 'calls' | 'dataset'
  readonly by?: string
  readonly columns?: 'focus'
  readonly format?: 'json' | 'jsonl' | 'parquet' | 'bundle'
  readonly at?: 'instant' | 'model' | 'factor'
  readonly on?: string
  readonly as?: string
  readonly input?: number
  readonly output?: number
  readonly min?: number
}

export type ReportsView = (typeof views)[number]

/** Without one: the reports that are kept. */
export const views = ['new', 'reprice', 'reconcile', 'repeats'] as const
const orders = ['calls', 'dataset'] as const
const formats = ['json', 'jsonl', 'parquet', 'bundle'] as const
const prices = ['instant', 'model', 'factor'] as const
export const mostGroupings = 4

/** Keeps of an address what its view understands. */
export function readReportsSearch(search: Readonly<Record<string, unknown>>): ReportsSearch {
  const view = views.find((each) => each === search['view'])
  switch (view) {
    case 'new':
      return { view, ...readScopeSearch(search), ...readOrder(search) }
    case 'reprice':
      return { view, ...readScopeSearch(search), ...readPrices(search) }
    case 'repeats': {
      const min = numberOf(search['min'])
      return {
        view,
        ...readScopeSearch(search),
        ...(min !== undefined && Number.isInteger(min) && min > 2 && min <= 1_000_000 ? { min } : {}),
      }
    }
    case 'reconcile':
      return { view, ...only(readScopeSearch(search)) }
    case undefined:
      return {}
  }
}

function readOrder(search: Readonly<Record<string, unknown>>): Pick<ReportsSearch, 'report' | 'by' | 'columns' | 'format'> {
  const report = orders.find((each) => each === search['report'])
  const format = formats.find((each) => each === search['format'])
  const by = splitValues(search['by']).filter((each) => costDimensions.some((known) => known === each))
  return {
    ...(report === undefined ? {} : { report }),
    ...(by.length === 0 || report !== undefined ? {} : { by: joinValues(by.slice(0, mostGroupings)) }),
    ...(search['columns'] === 'focus' && report === undefined ? { columns: 'focus' } : {}),
    ...(format === undefined ? {} : { format }),
  }
}

function readPrices(search: Readonly<Record<string, unknown>>): Pick<ReportsSearch, 'at' | 'on' | 'as' | 'input' | 'output'> {
  const at = prices.find((each) => each === search['at'])
  const on = readInstant(search['on'])
  const as = typeof search['as'] === 'string' && /^[a-z0-9][a-z0-9._-]{0,62}\/\S{1,236}$/.test(search['as']) ? search['as'] : undefined
  const [input, output] = [factorOf(search['input']), factorOf(search['output'])]
  if (at === undefined) return {}
  return {
    at,
    ...(at === 'instant' && on !== undefined ? { on: new Date(on).toISOString() } : {}),
    ...(at === 'model' && as !== undefined ? { as } : {}),
    ...(at === 'factor' && input !== undefined ? { input } : {}),
    ...(at === 'factor' && output !== undefined ? { output } : {}),
  }
}

/** A file is compared with one provider: of several the first. */
function only({ provider }: ScopeSearch): Pick<ReportsSearch, 'provider'> {
  const [first] = splitValues(provider)
  return first === undefined ? {} : { provider: first }
}

function factorOf(value: unknown): number | undefined {
  const factor = numberOf(value)
  return factor !== undefined && factor >= 0 && factor <= 1000 ? factor : undefined
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}
