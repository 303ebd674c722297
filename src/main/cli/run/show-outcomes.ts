import type { CheckCounts } from '#contract/checks'
import type { CostTotal } from '#contract/costs'
import type { ModelOutcome, OutcomeWarning, Rate } from '#contract/outcomes'
import { costText, usd } from '../format/money.ts'
import { counted, latency } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import type { Terminal } from '../terminal.ts'

/** What `outcomes.overview` answers, as far as it is shown. */
export interface Outcomes {
  readonly models: readonly ModelOutcome[]
  readonly failures: readonly { readonly label: string; readonly probes: number }[]
  readonly warnings: readonly OutcomeWarning[]
  readonly counts: CheckCounts
  readonly judge: { readonly calls: number; readonly cost: CostTotal }
}

const columns: readonly Column<ModelOutcome>[] = [
  { head: 'model', cell: ({ model }) => plain(model) },
  { head: 'passed', align: 'right', cell: ({ passed, failed }) => `${passed} of ${passed + failed}` },
  { head: 'pass rate', align: 'right', cell: ({ passRate }) => rateText(passRate) },
  { head: 'undecided', align: 'right', cell: ({ errors }) => String(errors) },
  { head: 'no answer', align: 'right', cell: ({ missing }) => String(missing) },
  { head: 'a pass costs', align: 'right', cell: ({ costPerPassNanoUsd }) => (costPerPassNanoUsd === null ? '–' : usd(costPerPassNanoUsd)) },
  {
    head: 'samples agree',
    align: 'right',
    cell: ({ verdictAgreement }) => (verdictAgreement === null ? '–' : percent(verdictAgreement.ratio)),
  },
  { head: 'p50', align: 'right', cell: ({ p50DurationMs }) => latency(p50DurationMs) },
]

/** `50.0 % (25.4–74.6)`: a rate with its 95 % interval. */
export function rateText(rate: Rate | null): string {
  return rate === null ? '–' : `${percent(rate.rate)} (${(rate.low * 100).toFixed(1)}–${(rate.high * 100).toFixed(1)})`
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

/** What the checks of a run said by model, what failed most, and what to mind before models are compared. */
export function renderOutcomes(
  { models, failures, warnings, counts, judge }: Outcomes,
  { columns: width, paint }: Pick<Terminal, 'columns' | 'paint'>,
): string {
  return [
    renderTable({ columns, rows: models, width, paint }),
    ...(failures.length === 0 ? [] : ['']),
    ...failures.slice(0, 10).map(({ label, probes }) => `${probes} failed ${plain(label)}.`),
    ...warnings.map((warning) => paint.bad(warningText(warning))),
    ...(judge.calls === 0 ? [] : [judgeText(judge)]),
    verdictsText(counts),
  ].join('\n')
}

/** `12 answers: 9 passed, 2 failed, 1 undecided.`, and what is still to be done. */
export function verdictsText({ passed, failed, errors, pending }: CheckCounts): string {
  const checked = `${counted(passed + failed + errors, 'answer')}: ${passed} passed, ${failed} failed, ${errors} undecided.`
  return pending === 0 ? checked : `${checked} ${counted(pending, 'answer')} still to be checked.`
}

export function judgeText({ calls, cost }: Outcomes['judge']): string {
  return `The judge was asked ${counted(calls, 'time')}, which cost ${costText(cost)}.`
}

const reasons: Readonly<Record<OutcomeWarning['code'], string>> = {
  fallback: 'answers are of another model',
  retried: 'answers took several calls, of which the last alone is timed',
  missing: 'probes have no answer, more than of the model that lacks least',
  cached: 'answers were kept from before',
  errors: 'answers could not be judged',
  unchecked: 'answers have no verdict',
}

export function warningText({ code, model, probes, of }: OutcomeWarning): string {
  return `Mind: ${probes} of ${of} ${reasons[code]} (${plain(model)}).`
}
