import type { Model } from '#contract/catalog'
import type { ModelRef, PoolName } from '#contract/ids'
import type { EpochMs, Tokens } from '#contract/units'
import { type RateUnit, rateText, readRate } from './rate-unit.ts'

/** What a person has filled in about a model; every field as its text. */
export interface ModelForm {
  readonly name: string
  readonly pool: string
  readonly contextWindow: string
  readonly maxOutput: string
  /** `2026-12-31`, a day of the person's own zone; empty: none is known. */
  readonly sunset: string
  readonly reasoning: Known
  readonly vision: Known
  readonly tools: Known
}

/** What a model can do; empty is unknown. */
export type Known = '' | 'yes' | 'no'
export const abilities = ['reasoning', 'vision', 'tools'] as const

export type FieldErrors = ReadonlyMap<string, string>

/** Tokens that a field may say, at most. */
const mostTokens = 1_000_000_000

export const emptyForm: ModelForm = {
  ...{ name: '', pool: 'default', contextWindow: '', maxOutput: '', sunset: '' },
  ...{ reasoning: '', vision: '', tools: '' },
}

export function formOf({ name, pool, contextWindow, maxOutput, sunsetAtMs, capabilities }: Model): ModelForm {
  return {
    ...{ name, pool, contextWindow: String(contextWindow ?? ''), maxOutput: String(maxOutput ?? '') },
    sunset: dayText(sunsetAtMs),
    reasoning: knownOf(capabilities.reasoning),
    vision: knownOf(capabilities.vision),
    tools: knownOf(capabilities.tools),
  }
}

/** What of a form can be set, or what is wrong with it, at its field. */
export function checkForm(form: ModelForm): FieldErrors {
  const errors = new Map<string, string>()
  if (form.name.trim() === '' || form.name.trim().length > 300) errors.set('name', 'A name of 1 to 300 characters, as people call it.')
  if (form.pool.trim() === '') errors.set('pool', 'Every model is in one pool of its provider.')
  for (const field of ['contextWindow', 'maxOutput'] as const)
    if (readTokens(form[field]) === undefined)
      errors.set(field, 'A whole number of tokens from 1 to 1,000,000,000; empty where it is not known.')
  if (form.sunset !== '' && readDay(form.sunset) === undefined)
    errors.set('sunset', 'A day from 1 Jan 2000 to 31 Dec 2199; empty where none is known.')
  return errors
}

export type ModelFields = Partial<Pick<Model, 'name' | 'pool' | 'contextWindow' | 'maxOutput' | 'sunsetAtMs' | 'capabilities'>>

/** The fields that a form which is right sets to something else than they are. */
export function changesOf(model: Model, form: ModelForm): ModelFields {
  const before = formOf(model)
  const isOther = (field: keyof ModelForm) => before[field].trim() !== form[field].trim()
  const all = fieldsOf(form, model)
  return {
    ...(isOther('name') ? { name: all.name } : {}),
    ...(isOther('pool') ? { pool: all.pool } : {}),
    ...(isOther('contextWindow') ? { contextWindow: all.contextWindow } : {}),
    ...(isOther('maxOutput') ? { maxOutput: all.maxOutput } : {}),
    ...(isOther('sunset') ? { sunsetAtMs: all.sunsetAtMs } : {}),
    ...(abilities.some(isOther) ? { capabilities: all.capabilities } : {}),
  }
}

/** Every field of a form that is right; what the model can do besides is kept. */
export function fieldsOf(form: ModelForm, model?: Pick<Model, 'capabilities'>) {
  const others = Object.entries(model?.capabilities ?? {}).filter(([name]) => !abilities.some((each) => each === name))
  const known = abilities.flatMap((ability) => (form[ability] === '' ? [] : [[ability, form[ability] === 'yes'] as const]))
  return {
    name: form.name.trim(),
    pool: form.pool.trim() as PoolName,
    contextWindow: readTokens(form.contextWindow) ?? null,
    maxOutput: readTokens(form.maxOutput) ?? null,
    sunsetAtMs: readDay(form.sunset) ?? null,
    capabilities: Object.fromEntries([...others, ...known]),
  }
}

/** The two rates of a new model: as the contract takes them, or what is wrong, by field. */
export function readPrices(
  input: string,
  output: string,
  unit: RateUnit,
): { readonly prices: { input?: string; output?: string } } | { readonly errors: FieldErrors } {
  const [first, second] = [readRate(input, unit), readRate(output, unit)]
  const errors = new Map<string, string>()
  if ('problem' in first) errors.set('input', first.problem)
  if ('problem' in second) errors.set('output', second.problem)
  if ('problem' in first || 'problem' in second) return { errors }
  if ((first.value === null) !== (second.value === null)) {
    errors.set(first.value === null ? 'input' : 'output', 'Give both prices, or neither: 0 is free, empty is not known.')
    return { errors }
  }
  if (first.value === null) return { prices: {} }
  return { prices: { input: rateText(first.value, 'million'), output: rateText(second.value, 'million') } }
}

/** `provider/wire id`, or what is wrong with the wire id. */
export function readRef(provider: string, wireId: string): { readonly ref: ModelRef } | { readonly problem: string } {
  const id = wireId.trim()
  if (id === '') return { problem: 'The name by which the provider knows it, such as gpt-5-mini.' }
  if (/\s/.test(id)) return { problem: 'The name by which the provider knows it holds no spaces.' }
  const ref = `${provider}/${id}`
  if (ref.length > 300) return { problem: `With its provider at most 300 characters: it has ${ref.length}.` }
  return { ref: ref as ModelRef }
}

/** null: empty; undefined: no number of tokens. */
function readTokens(text: string): Tokens | null | undefined {
  const digits = text.trim().replaceAll(/(?<=\d)[,_ ](?=\d{3})/g, '')
  if (digits === '') return null
  const value = /^\d{1,12}$/.test(digits) ? Number(digits) : 0
  return value >= 1 && value <= mostTokens ? (value as Tokens) : undefined
}

/** The beginning of a day in the zone of the window; undefined: none. */
export function readDay(text: string): EpochMs | undefined {
  const [, year, month, day] = /^(2[01]\d\d)-(\d\d)-(\d\d)$/.exec(text) ?? []
  if (year === undefined || month === undefined || day === undefined) return undefined
  const date = new Date(Number(year), Number(month) - 1, Number(day))
  return date.getDate() === Number(day) && date.getMonth() === Number(month) - 1 ? (date.getTime() as EpochMs) : undefined
}

export function dayText(atMs: number | null): string {
  if (atMs === null) return ''
  const date = new Date(atMs)
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
}

function knownOf(value: boolean | undefined): Known {
  return value === undefined ? '' : value ? 'yes' : 'no'
}
