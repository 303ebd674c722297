import type { UnavailableModel } from '#contract/errors'
import { failureOf } from './say-failure.ts'

/** Whose model it is: `openai` of `openai/gpt-5.5`. */
export function providerOf(ref: string): string {
  return ref.split('/', 1)[0] ?? ref
}

const keyReasons: readonly UnavailableModel['reason'][] = ['no_credential', 'key_unbound', 'key_unconfirmed']

/** The providers whose key a person has to see to before what was refused can be done, each once. */
export function keysNeeded(error: unknown): string[] {
  const failure = failureOf(error)
  if (failure?.code !== 'MODEL_UNAVAILABLE') return []
  return [...new Set(failure.models.filter(({ reason }) => keyReasons.includes(reason)).map(({ ref }) => providerOf(ref)))]
}
