import type { Provider, ProviderKind } from '#contract/catalog'
import type { ProviderKey } from '#contract/ids'
import { type NumberRule, readNumber, showNumber, type Value } from '#renderer/parts'

/** What a person fills in of a provider, as it is typed. */
export interface ProviderForm {
  readonly key: string
  readonly kind: ProviderKind
  readonly name: string
  readonly baseUrl: string
  readonly connectMs: string
  readonly silenceMs: string
  readonly totalMs: string
  readonly maxParallel: string
  readonly sendsAttemptId: boolean
  readonly allowInsecure: boolean
  readonly reason: string
}

export const timeoutRule: NumberRule = { min: 1, max: 86_400_000, unit: 'seconds', scale: 1000 }
export const parallelRule: NumberRule = { min: 1, max: 10_000, unit: 'calls', none: 'as many as its pools allow' }

/** Wire formats, and who speaks them. The simulator is the app's own: there is one, and no more are added. */
export const kinds: readonly { readonly value: ProviderKind; readonly label: string; readonly url: string }[] = [
  { value: 'openai-compatible', label: 'OpenAI-compatible: gateways, local servers', url: 'http://127.0.0.1:11434/v1' },
  { value: 'openai', label: 'OpenAI, Responses', url: 'https://api.openai.com/v1' },
  { value: 'openai-chat', label: 'OpenAI, Chat Completions', url: 'https://api.openai.com/v1' },
  { value: 'anthropic', label: 'Anthropic', url: 'https://api.anthropic.com/v1' },
  { value: 'google', label: 'Google Gemini', url: 'https://generativelanguage.googleapis.com/v1beta' },
  { value: 'mistral', label: 'Mistral', url: 'https://api.mistral.ai/v1' },
  { value: 'xai', label: 'xAI', url: 'https://api.x.ai/v1' },
  { value: 'deepseek', label: 'DeepSeek', url: 'https://api.deepseek.com/v1' },
]

export const emptyProvider: ProviderForm = {
  ...{ key: '', kind: 'openai-compatible', name: '', baseUrl: '', connectMs: '', silenceMs: '', totalMs: '', maxParallel: '' },
  ...{ sendsAttemptId: true, allowInsecure: false, reason: '' },
}

export function formOf(provider: Provider): ProviderForm {
  const { key, kind, name, baseUrl, timeouts, maxParallel, sendsAttemptId, allowInsecure } = provider
  return {
    ...{ key, kind, name, baseUrl: baseUrl ?? '', sendsAttemptId, allowInsecure, reason: '' },
    connectMs: showNumber(timeouts.connectMs, timeoutRule),
    silenceMs: showNumber(timeouts.silenceMs, timeoutRule),
    totalMs: showNumber(timeouts.totalMs, timeoutRule),
    maxParallel: showNumber(maxParallel, parallelRule),
  }
}

const keyPattern = /^[a-z0-9][a-z0-9._-]{0,62}$/
const timeoutFields = ['connectMs', 'silenceMs', 'totalMs'] as const

/** What is wrong before the engine is asked, at its field. `isNew`: timeouts may be left to the engine. */
export function checkProvider(form: ProviderForm, isNew: boolean): ReadonlyMap<string, string> {
  const problems = new Map<string, string>()
  if (isNew && !keyPattern.test(form.key.trim()))
    problems.set('key', 'Lower-case letters, digits, dots, dashes and underscores, 63 at most: it begins the names of its models.')
  if (!isNew && form.name.trim() === '') problems.set('name', 'Give it a name.')
  const address = addressProblem(form)
  if (address !== undefined) problems.set('baseUrl', address)
  for (const field of timeoutFields) {
    if (isNew && form[field].trim() === '') continue
    const read = readNumber(form[field], timeoutRule)
    if ('problem' in read) problems.set(field, read.problem)
  }
  if (
    isNew &&
    problems.size === 0 &&
    timeoutFields.some((field) => form[field].trim() !== '') &&
    timeoutFields.some((field) => form[field].trim() === '')
  )
    problems.set(timeoutFields.find((field) => form[field].trim() === '') ?? 'connectMs', 'Give all three, or none.')
  const parallel = readNumber(form.maxParallel, parallelRule)
  if ('problem' in parallel) problems.set('maxParallel', parallel.problem)
  return problems
}

function addressProblem({ kind, baseUrl, allowInsecure }: ProviderForm): string | undefined {
  const text = baseUrl.trim()
  if (text === '') return kind === 'simulator' ? undefined : 'Give the address that its calls go to, such as https://api.example.com/v1.'
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    return 'Expected an address with https://, or http:// on this machine.'
  const { username, password } = new URL(text)
  if (username !== '' || password !== '') return 'An address holds no user name and no password: give the key by itself, under Keys.'
  return travelsInClear(text) && !allowInsecure
    ? 'http:// to another machine sends keys and prompts in clear: use https://, or allow it below.'
    : undefined
}

/** By http:// to another machine than this. */
export function travelsInClear(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && !/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}

/** The origin that a key would have to be given for anew; undefined: a key that is there stays good. */
export function unboundBy(
  { baseUrl }: Pick<ProviderForm, 'baseUrl'>,
  provider: Pick<Provider, 'baseUrl' | 'credential'>,
): string | undefined {
  const origin = originOf(baseUrl.trim())
  return provider.credential === null || origin === undefined || origin === originOf(provider.baseUrl ?? '') ? undefined : origin
}

export function originOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined
}

/** What is to be added. Only of a form without problems. */
export function newProvider(form: ProviderForm) {
  const timeouts = form.connectMs.trim() === '' ? {} : { timeouts: timeoutsOf(form) }
  return {
    key: form.key.trim() as ProviderKey,
    kind: form.kind,
    baseUrl: form.baseUrl.trim(),
    ...(form.name.trim() === '' ? {} : { name: form.name.trim() }),
    ...timeouts,
    maxParallel: numberOf(form.maxParallel, parallelRule),
    sendsAttemptId: form.sendsAttemptId,
    allowInsecure: form.allowInsecure,
    ...reasonOf(form),
  }
}

/** What is another than it was. Only of a form without problems. */
export function changesOf(form: ProviderForm, before: ProviderForm) {
  const differs = (field: keyof ProviderForm) => form[field] !== before[field]
  return {
    ...(differs('name') ? { name: form.name.trim() } : {}),
    ...(differs('baseUrl') ? { baseUrl: form.baseUrl.trim() === '' ? null : form.baseUrl.trim() } : {}),
    ...(timeoutFields.some(differs) ? { timeouts: timeoutsOf(form) } : {}),
    ...(differs('maxParallel') ? { maxParallel: numberOf(form.maxParallel, parallelRule) } : {}),
    ...(differs('sendsAttemptId') ? { sendsAttemptId: form.sendsAttemptId } : {}),
    ...(differs('allowInsecure') ? { allowInsecure: form.allowInsecure } : {}),
    ...reasonOf(form),
  }
}

/** The form with what somebody else has set. */
export function withTheirs(form: ProviderForm, theirs: ReadonlyMap<string, Value>): ProviderForm {
  const next: { -readonly [Field in keyof ProviderForm]: ProviderForm[Field] } = { ...form }
  for (const [name, value] of theirs) {
    if (name === 'name' || name === 'baseUrl') next[name] = value === null ? '' : String(value)
    if (name === 'sendsAttemptId' || name === 'allowInsecure') next[name] = value === true
    if (name === 'maxParallel') next.maxParallel = numberText(value, parallelRule)
    const parts =
      name === 'timeouts' && typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { [lastOf(name)]: value }
    for (const field of timeoutFields) if (field in parts) next[field] = numberText(parts[field] ?? null, timeoutRule)
  }
  return next
}

/** The field that shows what the engine says about a path. */
export function fieldOf(path: string): string | undefined {
  const name = lastOf(path)
  return name === 'timeouts' ? 'connectMs' : name in emptyProvider ? name : undefined
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

function timeoutsOf({ connectMs, silenceMs, totalMs }: ProviderForm) {
  return {
    connectMs: numberOf(connectMs, timeoutRule) ?? 1,
    silenceMs: numberOf(silenceMs, timeoutRule) ?? 1,
    totalMs: numberOf(totalMs, timeoutRule) ?? 1,
  }
}

function numberOf(text: string, rule: NumberRule): number | null {
  const read = readNumber(text, rule)
  return 'value' in read ? read.value : null
}

function numberText(value: Value, rule: NumberRule): string {
  return typeof value === 'number' ? showNumber(value, rule) : ''
}

function reasonOf({ reason }: ProviderForm) {
  return reason.trim() === '' ? {} : { reason: reason.trim() }
}
