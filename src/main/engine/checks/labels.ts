import type { Check, LeafCheck, RowChecks } from '#contract/check'
import { assertNever } from '#contract/errors'

/** Bits of a probe's failed checks; the last stands for all that have no place of their own. */
export const mostLabels = 50

export const otherLabel = 'others'

/** What results call a check of the batch: its name, else its kind and what it expects before a row fills it in. */
export function labelOf(check: Check): string {
  return check.name ?? [check.negate ? 'not' : '', check.type, expectationOf(check)].filter((word) => word !== '').join(' ')
}

/** What results call a check of one row: its name, else its kind. */
export function rowLabelOf(check: Check): string {
  return check.name ?? (check.negate ? `not ${check.type}` : check.type)
}

/** Labels of a run, each once, in the order of its checks and then as rows bring them; the last of as many as there may be is for all others. */
export function runLabels(checks: readonly Check[], ofRows: Iterable<string> = []): string[] {
  const all = new Set([...checks.map(labelOf), ...ofRows])
  return all.size <= mostLabels ? [...all] : [...[...all].slice(0, mostLabels - 1), otherLabel]
}

export function rowLabels(own: RowChecks): string[] {
  return (Array.isArray(own) ? own : own.checks).map(rowLabelOf)
}

/** Labels of what failed as bits, by their place in the run's. Above 2^31: to be split by division, not by `>>`. */
export function bitsOf(failed: Iterable<string>, labels: readonly string[]): number {
  const places = new Set(Array.from(failed, (label) => placeOf(label, labels)).filter((place) => place >= 0))
  return [...places].reduce((bits, place) => bits + 2 ** place, 0)
}

export function labelsOfBits(bits: number, labels: readonly string[]): string[] {
  return labels.filter((_, place) => Math.floor(bits / 2 ** place) % 2 === 1)
}

function placeOf(label: string, labels: readonly string[]): number {
  const place = labels.indexOf(label)
  return place >= 0 ? place : labels.indexOf(otherLabel)
}

function expectationOf(check: Check): string {
  switch (check.type) {
    case 'equals':
    case 'contains':
    case 'icontains':
    case 'starts-with':
      return short(JSON.stringify(check.value))
    case 'one-of':
      return short(check.values.map((value) => JSON.stringify(value)).join(', '))
    case 'regex':
      return short(`/${check.pattern}/${check.flags}`)
    case 'numeric':
      return short(`${check.value}${check.tolerance === 0 ? '' : ` ± ${tolerance(check)}`}`)
    case 'max-cost':
      return `$${check.usd}`
    case 'max-latency':
      return `${check.ms} ms`
    case 'rubric':
      return short(JSON.stringify(check.rubric))
    case 'json-schema':
      return typeof check.schema['title'] === 'string' ? short(JSON.stringify(check.schema['title'])) : ''
    case 'is-json':
      return ''
    case 'all':
    case 'any':
      return short(`of ${check.checks.map(labelOf).join('; ')}`)
    default:
      return assertNever(check)
  }
}

function tolerance({ tolerance, relative }: Extract<LeafCheck, { type: 'numeric' }>): string {
  return relative ? `${Number((tolerance * 100).toPrecision(12))} %` : String(tolerance)
}

function short(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}
