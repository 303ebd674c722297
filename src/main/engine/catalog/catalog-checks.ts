import type { ProviderKind } from '#contract/catalog'
import type { PoolLimits } from '#contract/pools'
import { AppError } from '#engine/failure'
import { dayResetFrom } from '#engine/resilience'
import type { ProviderPatch } from '#engine/storage'
import { originOf, type ProviderRecord } from './records.ts'

/** A credential is bound to where it was given for. It stays bound there when the base URL moves on, and is of no use until it is given again. */
export function credentialPatch(
  provider: ProviderRecord,
  input: { readonly baseUrl?: string | null | undefined; readonly credential?: string | null | undefined },
): ProviderPatch {
  if (input.credential === undefined) return {}
  return { credential_ref: input.credential, credential_origin: originOf(input.baseUrl === undefined ? provider.baseUrl : input.baseUrl) }
}

/** Only the simulator is found without an address. INVALID_INPUT otherwise. */
export function assertAddress(kind: ProviderKind, baseUrl: string | null): void {
  if (baseUrl === null && kind !== 'simulator') throw invalid('baseUrl', `a provider of kind ${kind} needs a base URL`)
}

/** Limits whose day can be reckoned; INVALID_INPUT otherwise. */
export function checkedLimits(limits: PoolLimits): PoolLimits {
  if (dayResetFrom(limits.dayResetsAt) === undefined)
    throw invalid('dayResetsAt', `${limits.dayResetsAt} is not a time and a time zone, such as 00:00 America/Los_Angeles`)
  if (limits.adaptiveMax !== null && limits.adaptiveMax < limits.adaptiveMin)
    throw invalid('adaptiveMin', `${limits.adaptiveMin} is above adaptiveMax, ${limits.adaptiveMax}`)
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
