import type { Failure } from '#contract/errors'
import { failureOf, sayFailure } from '#renderer/lib'
import { formErrorsOf } from './form-errors.ts'

type Invalid = Extract<Failure, { code: 'FALLBACK_INVALID' }>

/** Why a pair of the fallback mapping cannot be obeyed, with the engine's own reason. */
export function sayInvalidFallback(failure: Invalid): string {
  const { title, details } = sayFailure(failure)
  return `${title}: ${details.join(' ')}`
}

/** Whatever kept a fallback from being set. */
export function sayFallbackError(error: unknown): string {
  const failure = failureOf(error)
  return failure?.code === 'FALLBACK_INVALID' ? sayInvalidFallback(failure) : formErrorsOf(error, () => undefined).rest.join(' ')
}
