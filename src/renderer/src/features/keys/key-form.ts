import type { KeyInfo, KeyPlace, PlaceInfo } from '#contract/keys'
import { failureOf, sayError } from '#renderer/lib'

/** What a person has filled in to give a provider its key. */
export interface KeyForm {
  readonly place: KeyPlace
  readonly value: string
  readonly env: string
  readonly isAgreed: boolean
}

export type KeyField = 'place' | 'value' | 'env' | 'consent'
export type FieldErrors = Readonly<Partial<Record<KeyField, string>>>

/** Variables that may be read, as the contract has them. */
const envName = /^[A-Z][A-Z0-9_]*(_API_KEY|_TOKEN|_KEY)$/
/** What a header can carry. */
const plainText = /^[\x21-\x7e]*$/
const mostCharacters = 8192

const byPreference: readonly KeyPlace[] = ['os', 'env', 'file', 'session']

/** Where the key is now if that is offered, else the safest place that is. */
export function emptyForm(key: KeyInfo, places: readonly PlaceInfo[]): KeyForm {
  const isOffered = (place: KeyPlace) => places.some((each) => each.place === place && each.isAvailable)
  const place = key.place !== null && isOffered(key.place) ? key.place : (byPreference.find(isOffered) ?? 'env')
  return { place, value: '', env: key.env ?? proposedName(key.provider), isAgreed: false }
}

/** As providers call theirs: `OPENAI_API_KEY`. */
export function proposedName(provider: string): string {
  return `${provider.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}_API_KEY`.replace(/^[^A-Z]+/, '')
}

/** What is wrong before the engine is asked, at its field. */
export function checkForm({ place, value, env, isAgreed }: KeyForm, needsConsent: boolean): FieldErrors {
  if (place === 'env') return envName.test(env.trim()) ? {} : { env: 'A name in capitals that ends in _API_KEY, _TOKEN or _KEY.' }
  return { ...valueError(value.trim()), ...(needsConsent && !isAgreed ? { consent: 'Accept it, or keep the key elsewhere.' } : {}) }
}

function valueError(value: string): FieldErrors {
  if (value === '') return { value: 'Paste the key here.' }
  if (value.length > mostCharacters) return { value: 'A key has at most 8,192 characters: this is something else.' }
  return plainText.test(value) ? {} : { value: 'A key is one line of plain characters without spaces: something else was pasted along.' }
}

/** What the engine refused, at its field; undefined: it is of no field. */
export function fieldErrorsOf(error: unknown): FieldErrors | undefined {
  const failure = failureOf(error)
  if (failure?.code !== 'INVALID_INPUT') return undefined
  const named = failure.issues.flatMap(({ path, message }) => (isField(path) ? [[path, sentence(message)] as const] : []))
  return named.length === 0 ? undefined : Object.fromEntries(named)
}

/** A refusal that belongs to no field. */
export function refusalOf(error: unknown): string {
  const { title, details } = sayError(error)
  return [`${title}.`, ...details].join(' ')
}

function isField(path: string): path is KeyField {
  return path === 'place' || path === 'value' || path === 'env' || path === 'consent'
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
}
