import type { BackoffPolicy } from './backoff.ts'
import type { HintLimits } from './hints.ts'

/** Pauses of a pool that was refused without a hint: 30, 60, 90, 120 s. */
export const rateLimitBackoffMs: readonly number[] = [30_000, 60_000, 90_000, 120_000]

/** Pauses without a hint that one probe sits through before it ends as `RATE_LIMITED`: all four. */
export const rateLimitWaits = rateLimitBackoffMs.length

/** Between tries of a call that failed otherwise: 1 s, doubling to 60 s, full jitter. */
export const retryBackoff: BackoffPolicy = { initialDelayMs: 1000, multiplier: 2, maxDelayMs: 60_000, jitter: 'full' }

/** Tries of one probe with one model, the first included: 5. */
export const maxAttempts = 5

/** The least that any hint counts for: 1 s. */
export const minHintMs = 1000

/** The longest that a hint is obeyed: 24 h. */
export const maxObeyedHintMs = 86_400_000

export const hintLimits: HintLimits = { minMs: minHintMs, maxObeyedMs: maxObeyedHintMs }

/** The policies that people may set. */
export interface ResiliencePolicies {
  readonly maxAttempts: number
  readonly backoff: BackoffPolicy
  readonly rateLimitBackoffMs: readonly number[]
}

export const defaultPolicies: ResiliencePolicies = { maxAttempts, backoff: retryBackoff, rateLimitBackoffMs }

/** One value that cannot be obeyed: where, what was given, and what would do. */
export interface PolicyProblem {
  readonly path: string
  readonly got: unknown
  readonly expected: string
}

const jitters: readonly string[] = ['none', 'full', 'equal', 'decorrelated']

/** Everything that is wrong with the policies; empty when they can be obeyed. Bounds: at most 100 attempts and 20 pauses, no delay above 24 h. */
export function policyProblems(policies: ResiliencePolicies): readonly PolicyProblem[] {
  const { maxAttempts, backoff, rateLimitBackoffMs } = policies
  const problems: PolicyProblem[] = []
  const expect = (holds: boolean, path: string, got: unknown, expected: string) => {
    if (!holds) problems.push({ path, got, expected })
  }
  expect(Number.isInteger(maxAttempts) && isWithin(maxAttempts, 1, 100), 'maxAttempts', maxAttempts, 'a whole number from 1 to 100')
  expect(isWithin(backoff.initialDelayMs, 1, maxObeyedHintMs), 'backoff.initialDelayMs', backoff.initialDelayMs, 'from 1 ms to 24 h')
  expect(isWithin(backoff.multiplier, 1, 100), 'backoff.multiplier', backoff.multiplier, 'from 1 to 100')
  expect(
    isWithin(backoff.maxDelayMs, backoff.initialDelayMs, maxObeyedHintMs),
    'backoff.maxDelayMs',
    backoff.maxDelayMs,
    'from initialDelayMs to 24 h',
  )
  expect(jitters.includes(backoff.jitter), 'backoff.jitter', backoff.jitter, `one of ${jitters.join(', ')}`)
  expect(isWithin(rateLimitBackoffMs.length, 1, 20), 'rateLimitBackoffMs', rateLimitBackoffMs, 'from 1 to 20 pauses')
  for (const [index, pauseMs] of rateLimitBackoffMs.entries()) {
    expect(isWithin(pauseMs, minHintMs, maxObeyedHintMs), `rateLimitBackoffMs[${index}]`, pauseMs, 'from 1 s to 24 h')
  }
  return problems
}

function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most
}
