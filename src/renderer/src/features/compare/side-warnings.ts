import { counted, formatCount, formatShare } from '#renderer/lib'
import type { Comparison } from './use-comparison.ts'

type Warning = Comparison['warnings'][number]

/** What is to be minded of one side, of all models that it concerns. */
export interface SideWarning {
  readonly side: Warning['side']
  readonly code: Warning['code']
  readonly text: string
}

const did: Readonly<Record<Warning['code'], string>> = {
  fallback: 'were answered by a fallback',
  retried: 'took more than one try',
  missing: 'have no answer',
  cached: 'were kept from other probes',
  errors: 'could not be decided',
  unchecked: 'are not checked yet',
}

const mostNamed = 3

/** A sentence a side and kind, A's first, those first that concern the most probes. */
export function sideWarnings(warnings: readonly Warning[]): SideWarning[] {
  const kinds = new Map<string, Warning[]>()
  for (const warning of warnings) {
    const key = `${warning.side} ${warning.code}`
    kinds.set(key, [...(kinds.get(key) ?? []), warning])
  }
  return [...kinds.values()]
    .flatMap((of) => {
      const [first] = of
      return first === undefined ? [] : [{ side: first.side, code: first.code, probes: sum(of, 'probes'), text: say(first, of) }]
    })
    .sort((left, right) => left.side.localeCompare(right.side) || right.probes - left.probes)
    .map(({ side, code, text }) => ({ side, code, text }))
}

/** `B: 3 of 30 probes (10 %) took more than one try: 3 of simulator/flaky.` */
function say({ side, code }: Warning, of: readonly Warning[]): string {
  const [probes, all] = [sum(of, 'probes'), sum(of, 'of')]
  const named = of
    .toSorted((left, right) => right.probes - left.probes)
    .slice(0, mostNamed)
    .map(({ model, probes: some }) => `${formatCount(some)} of ${model}`)
  const rest = of.length - named.length
  const models = [...named, ...(rest === 0 ? [] : [`of ${counted(rest, 'other model')}`])].join(', ')
  return `${side.toUpperCase()}: ${formatCount(probes)} of ${counted(all, 'probe')} (${formatShare(all === 0 ? 0 : probes / all)}) ${did[code]}: ${models}.`
}

function sum(warnings: readonly Warning[], what: 'probes' | 'of'): number {
  return warnings.reduce((total, warning) => total + warning[what], 0)
}
