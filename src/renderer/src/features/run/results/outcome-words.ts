import type { ModelOutcome, OutcomeWarning } from '#contract/outcomes'
import { counted, formatCount, formatShare, formatUsdExactly, formatUsdRange } from '#renderer/lib'
import type { RunSearch } from '../search.ts'

/** What came of a model's calls, as a range where it is not known for sure; `title`: how sure it is. */
export function describeSpent(outcome: Pick<ModelOutcome, 'spentNanoUsd' | 'upperNanoUsd' | 'uncertain' | 'unknown' | 'probes'>) {
  const { spentNanoUsd, upperNanoUsd, uncertain, unknown, probes } = outcome
  const range = formatUsdRange(spentNanoUsd, spentNanoUsd + upperNanoUsd)
  const doubts = [
    ...(uncertain === 0 ? [] : [`${counted(uncertain, 'probe')} may have cost up to ${formatUsdExactly(upperNanoUsd)} more`]),
    ...(unknown === 0 ? [] : [`the cost of ${counted(unknown, 'probe')} is not known`]),
  ]
  const isUnknown = unknown > 0 && unknown === probes
  return {
    text: isUnknown ? '–' : unknown > 0 ? `≥ ${range}` : range,
    title: [formatUsdExactly(spentNanoUsd), ...(doubts.length === 0 ? ['known for sure'] : doubts)].join('; '),
    isSure: doubts.length === 0,
  }
}

/** How often two samples of a prompt agree, by their verdicts where there are any, else by their words; null: there are no two. */
export function agreementOf({ verdictAgreement, answerAgreement }: Pick<ModelOutcome, 'verdictAgreement' | 'answerAgreement'>) {
  const [agreement, of] = verdictAgreement === null ? [answerAgreement, 'answer'] : [verdictAgreement, 'verdict']
  if (agreement === null) return null
  return {
    ratio: agreement.ratio,
    text: formatShare(agreement.ratio),
    title: [
      `Two samples of a prompt have the same ${of} in ${formatShare(agreement.ratio)} of cases: the mean over ${counted(agreement.prompts, 'prompt')}`,
      ...(of === 'verdict' && answerAgreement !== null ? [`word for word the same: ${formatShare(answerAgreement.ratio)}`] : []),
    ].join('; '),
  }
}

/** Something that would bias a comparison of models, of all that it concerns. `leaveOut`, `show`: what the address becomes to compare without them, or to see them. */
export interface Warning {
  readonly code: OutcomeWarning['code']
  readonly text: string
  readonly leaveOut?: Pick<RunSearch, 'fallback' | 'retried' | 'cached'>
  readonly show?: Pick<RunSearch, 'fallback' | 'retried' | 'cached' | 'status' | 'verdict'>
}

const mostNamed = 3

/** The warnings, a sentence a kind, those first that concern the most answers. */
export function sayWarnings(warnings: readonly OutcomeWarning[]): Warning[] {
  const kinds = new Map<OutcomeWarning['code'], OutcomeWarning[]>()
  for (const warning of warnings) kinds.set(warning.code, [...(kinds.get(warning.code) ?? []), warning])
  return [...kinds]
    .map(([code, of]) => ({ code, of: of.toSorted((left, right) => shareOf(right) - shareOf(left)) }))
    .sort((left, right) => sumOf(right.of) - sumOf(left.of))
    .map(({ code, of }) => ({ code, text: `${sayModels(code, of)} ${consequences[code]}`, ...ways[code] }))
}

const consequences: Readonly<Record<OutcomeWarning['code'], string>> = {
  fallback: 'They say nothing of the model that was asked for.',
  retried: 'Their latency is that of the last try alone, and what was refused before is not among the answers.',
  missing: 'What is missing counts neither as passed nor as failed: if it is the harder part, the rate is too good.',
  cached: 'Nothing was sent for them: they cost and took what an earlier run did.',
  errors: 'They could not be decided and are in no rate.',
  unchecked: 'They are in no rate until they are checked.',
}

const did: Readonly<Record<OutcomeWarning['code'], readonly [of: string, did: string]>> = {
  fallback: ['answer', 'came from a fallback'],
  retried: ['answer', 'took more than one try'],
  missing: ['probe', 'has no answer'],
  cached: ['answer', 'was kept from another probe'],
  errors: ['answer', 'has no verdict because a check failed to decide'],
  unchecked: ['answer', 'is not checked yet'],
}
const didMany: Readonly<Record<OutcomeWarning['code'], string>> = {
  fallback: 'came from a fallback',
  retried: 'took more than one try',
  missing: 'have no answer',
  cached: 'were kept from another probe',
  errors: 'have no verdict because a check failed to decide',
  unchecked: 'are not checked yet',
}

const ways: Readonly<Record<OutcomeWarning['code'], Pick<Warning, 'leaveOut' | 'show'>>> = {
  fallback: { leaveOut: { fallback: 'no' }, show: { fallback: 'yes' } },
  retried: { leaveOut: { retried: 'no' }, show: { retried: 'yes' } },
  missing: { show: { status: 'failed,cancelled,interrupted' } },
  cached: { leaveOut: { cached: 'no' }, show: { cached: 'yes' } },
  errors: { show: { verdict: 'error' } },
  unchecked: { show: { status: 'succeeded', verdict: 'none' } },
}

/** `3 of 80 answers of simulator/flaky (4 %) and 1 of 80 of simulator/steady took more than one try.` */
function sayModels(code: OutcomeWarning['code'], of: readonly OutcomeWarning[]): string {
  const named = of
    .slice(0, mostNamed)
    .map(({ model, probes, of: all }, index) =>
      [
        formatCount(probes),
        'of',
        index === 0 ? counted(all, did[code][0]) : formatCount(all),
        'of',
        model,
        `(${formatShare(probes / all)})`,
      ].join(' '),
    )
  const rest = of.length - named.length
  const list = [...named, ...(rest === 0 ? [] : [`${formatCount(sumOf(of.slice(mostNamed)))} of ${counted(rest, 'other model')}`])]
  return `${join(list)} ${sumOf(of) === 1 ? did[code][1] : didMany[code]}.`
}

function join(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

function shareOf({ probes, of }: OutcomeWarning): number {
  return of === 0 ? 0 : probes / of
}

function sumOf(warnings: readonly OutcomeWarning[]): number {
  return warnings.reduce((sum, { probes }) => sum + probes, 0)
}
