import type { PoolLimits } from '#contract/pools'
import { AppError } from '#engine/failure'
import { dayResetFrom } from '#engine/resilience'
import type { ProviderPatch } from '#engine/storage'
import type { ProviderRecord } from './records.ts'

/** A credential goes only where it was given for: another scheme, host or port unbinds it until it is given again. */
export function credentialPatch(
  provider: ProviderRecord,
  input: { readonly baseUrl?: string | null | undefined; readonly credential?: string | null | undefined },
): ProviderPatch {
  const baseUrl = input.baseUrl === undefined ? provider.baseUrl : input.baseUrl
  const origin = baseUrl === null ? null : new URL(baseUrl).origin
  if (input.credential !== undefined) return { credential_ref: input.credential, credential_origin: origin }
  return origin === provider.credentialOrigin ? {} : { credential_ref: null, credential_origin: null }
}

/** Limits whose day can be reckoned; INVALID_INPUT otherwise. */
export function checkedLimits(limits: PoolLimits): PoolLimits {
  if (dayResetFrom(limits.dayResetsAt) === undefined)
    throw invalid('dayResetsAt', `${limits.dayResetsAt} is not a time and a time zone, such as 00:00 America/Los_Angeles`)
  return limits
}

/** CONFLICT: the name is taken. */
export function exists(what: string, name: string): AppError {
  return new AppError({ code: 'CONFLICT', what, name, reason: 'exists' })
}

/** INVALID_INPUT with one issue. */
export function invalid(path: string, message: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', issues: [{ path, message }] })
}
