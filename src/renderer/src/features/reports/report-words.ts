import type { CostDimension } from '#contract/costs'
import type { KeptOrder, KeptReport, ReconcileReason } from '#contract/reports'
import { formatUsd, formatUsdExactly } from '#renderer/lib'
import type { Tone } from '#renderer/ui'

export const orderWords: Readonly<Record<KeptOrder['report'], { readonly title: string; readonly does: string }>> = {
  costs: { title: 'Costs', does: 'A row for each group of calls, with tokens, cost and how sure it is, and their total.' },
  calls: { title: 'Calls', does: 'A row for each call, with its timing, usage by class and cost.' },
  dataset: { title: 'Data set', does: 'An example for each call: messages, answer and outcome, for further learning.' },
  query: { title: 'Query', does: 'What a question in SQL answers.' },
}

export const groupWords: Readonly<Record<CostDimension, string>> = {
  service: 'Service',
  provider: 'Provider',
  model: 'Model asked for',
  served_model: 'Model that served',
  run: 'Run',
  method: 'Method',
  user: 'User',
  decision: 'Decision',
  kind: 'Attempt',
  code: 'Code',
  cost_state: 'How sure the cost is',
  month: 'Month',
  week: 'Week',
  day: 'Day',
  hour: 'Hour',
  quarter: '15 minutes',
}

/** What a kept report holds, in a line. */
export function sayOrder(order: KeptReport['order']): string {
  if (order.report === 'costs')
    return `Costs by ${order.groupBy.map((each) => groupWords[each].toLowerCase()).join(', ')}${order.columns === 'focus' ? ', columns of FOCUS' : ''}`
  return orderWords[order.report].title
}

/** `+$1.20`, `−$0.30`; `$0` where both are the same. */
export function sayDifference(nanoUsd: number): { readonly text: string; readonly title: string } {
  const sign = nanoUsd > 0 ? '+' : nanoUsd < 0 ? '−' : ''
  return { text: `${sign}${formatUsd(Math.abs(nanoUsd))}`, title: `${sign}${formatUsdExactly(Math.abs(nanoUsd))}` }
}

/** `+12 %` of what it was; a dash where it was nothing. */
export function sayGrowth(was: number, wouldBe: number): string {
  if (was === 0) return wouldBe === 0 ? '0 %' : '–'
  const percent = ((wouldBe - was) / was) * 100
  const text = Math.abs(percent) < 10 && percent !== 0 ? Math.abs(percent).toFixed(1) : String(Math.round(Math.abs(percent)))
  return `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${text} %`
}

/** Why a file and the ledger differ, in a few words; the row's own sentence has the figures. */
export const reasonWords: Readonly<Record<ReconcileReason, { readonly tone: Tone; readonly word: string }>> = {
  agrees: { tone: 'good', word: 'Agrees' },
  rounding: { tone: 'good', word: 'Rounded by the provider' },
  not_in_ledger: { tone: 'bad', word: 'Not in the ledger' },
  not_in_file: { tone: 'waiting', word: 'Not in the file' },
  other_clients: { tone: 'waiting', word: 'Others used the key' },
  maybe_billed: { tone: 'doubt', word: 'Lost answers were billed' },
  unknown_price: { tone: 'doubt', word: 'No price is known' },
  estimated: { tone: 'doubt', word: 'Tokens were estimated' },
  price_differs: { tone: 'bad', word: 'Another price' },
  day_boundary: { tone: 'waiting', word: 'The day ends elsewhere' },
  cached_tokens: { tone: 'waiting', word: 'Cached tokens' },
  unexplained: { tone: 'bad', word: 'Not explained' },
}
