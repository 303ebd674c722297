import type { ProviderKind } from '#contract/catalog'
import type { PoolLimits } from '#contract/pools'
import { AppError } from '#engine/failure'
import { dayResetFrom } from '#engine/resilience'
import type { ProviderPatch } from '#engine/storage'
import { originOf, type ProviderRecord, travelsInClear } from './records.ts'

/** A credential is bound to where it was given for. It stays bound there when the base URL moves on, and is of no use until it is given again. */
export function credentialPatch(
  provider: ProviderRecord,
  input: { readonly baseUrl?: string | null | undefined; readonly credential?: string | null | undefined },
): ProviderPatch {
  if (input.credential === undefined) return {}
  return boundCredential(input.credential, originOf(input.baseUrl === undefined ? provider.baseUrl : input.baseUrl))
}

/** A reference that a person gives, or agrees to, for an origin. */
export function boundCredential(ref: string | null, origin: string | null) {
  return { credential_ref: ref, credential_origin: origin, credential_confirmed: 1 }
}

export interface Address {
  readonly kind: ProviderKind
  readonly baseUrl: string | null
  readonly allowInsecure: boolean
  /** Default: yes. One that is disabled may wait for its address. */
  readonly isEnabled?: boolean
}

/** INVALID_INPUT at `baseUrl`: only the simulator is found without one, and what is disabled needs none; none holds a user or password, which would be kept and shown; none is in clear unless that is allowed. */
export function assertAddress({ kind, baseUrl, allowInsecure, isEnabled = true }: Address): void {
  if (baseUrl === null) {
    if (kind !== 'simulator' && isEnabled) throw invalid('baseUrl', `a provider of kind ${kind} needs a base URL`)
    return
  }
  const { username, password } = new URL(baseUrl)
  if (username !== '' || password !== '') throw invalid('baseUrl', 'a base URL holds no user name and no password: give the key by itself')
  if (travelsInClear(baseUrl) && !allowInsecure)
    throw invalid('baseUrl', 'http:// to another machine sends keys and prompts in clear: use https://, or say allowInsecure')
}

/** Limits whose day can be reckoned; INVALID_INPUT otherwise. */
export function checkedLimits(limits: PoolLimits): PoolLimits {
  if (dayResetFrom(limits.dayResetsAt) === undefined)
    throw invalid('dayResetsAt', `${limits.dayResetsAt} is not a time and a time zone, such as 00:00 America/Los_Angeles`)
  const problem = adaptiveProblem(limits)
  if (problem !== undefined) throw invalid('adaptiveMin', problem)
  return limits
}

/** Why nothing lies between the bounds of an adaptive pool; undefined: something does. */
export function adaptiveProblem({ adaptiveMin, adaptiveMax }: Pick<PoolLimits, 'adaptiveMin' | 'adaptiveMax'>): string | undefined {
  return adaptiveMax !== null && adaptiveMax < adaptiveMin ? `${adaptiveMin} is above adaptiveMax, ${adaptiveMax}` : undefined
}

/** CONFLICT: the name is taken. */
export function exists(what: string, name: string): AppError {
  return new AppError({ code: 'CONFLICT', what, name, reason: 'exists' })
}

/** INVALID_INPUT with one issue. */
export function invalid(path: string, message: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', issues: [{ path, message }] })
}
