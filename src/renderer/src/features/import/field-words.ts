import type { ImportField } from '#contract/imports'
import { formatCount, formatRate, formatUsdExactly } from '#renderer/lib'
import { isEach, rateLabels, sayField, sayFieldValue } from '#renderer/parts'

type Value = ImportField['after']

/** A field as it is shown: what it is called, what it was and would be, and by how much. */
export interface FieldChange {
  readonly label: string
  readonly before: string
  readonly after: string
  /** `−20 %`; undefined where that says nothing. */
  readonly change: string | undefined
  /** A price that falls is good for who pays it, and one that rises is not; of other fields neither is said. */
  readonly meaning: 'good' | 'bad' | undefined
}

export function describeField({ name, before, after, ratio }: ImportField): FieldChange {
  const last = name.slice(name.lastIndexOf('.') + 1)
  const isRate = Object.hasOwn(rateLabels, last)
  return {
    label: labelOf(name, last),
    before: sayValue(last, before),
    after: sayValue(last, after),
    change: ratio === null || ratio === 1 ? undefined : sayRatio(ratio),
    meaning: !isRate || ratio === null || ratio === 1 ? undefined : ratio < 1 ? 'good' : 'bad',
  }
}

/** A figure of another source, as its field has it. */
export function sayFigure(name: string, value: Value): string {
  return sayValue(name.slice(name.lastIndexOf('.') + 1), value)
}

/** `tiers[1].rates.input` is the input of the second tier. */
export function sayFigureName(name: string): string {
  return labelOf(name, name.slice(name.lastIndexOf('.') + 1))
}

/** After over before, as a person says it: `−20 %`, `+0.5 %`, `× 12`. */
export function sayRatio(ratio: number): string {
  if (ratio >= 10) return `× ${formatCount(Math.round(ratio))}`
  const percent = (ratio - 1) * 100
  const size = Math.abs(percent)
  const text = size >= 10 ? String(Math.round(size)) : size >= 0.05 ? size.toFixed(1).replace(/\.0$/, '') : '< 0.1'
  return `${percent < 0 ? '−' : '+'}${text} %`
}

function labelOf(name: string, last: string): string {
  const label = rateLabels[last] ?? sayField(name)
  const tier = /^tiers\[(\d+)\]/.exec(name)?.[1]
  return tier === undefined || last === name ? label : `${label}, tier ${Number(tier) + 1}`
}

function sayValue(name: string, value: Value): string {
  if (value === null) return '–'
  if (typeof value === 'number' && Object.hasOwn(rateLabels, name)) return isEach(name) ? formatUsdExactly(value) : formatRate(value)
  // Sources tell days.
  if (typeof value === 'number' && name.endsWith('AtMs')) return new Date(value).toISOString().slice(0, 10)
  if (name === 'tiers' && Array.isArray(value)) return value.length === 1 ? 'one tier' : `${value.length} tiers`
  return sayFieldValue(name, value)
}
