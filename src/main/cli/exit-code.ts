import { assertNever, type Failure } from '#contract/errors'

/** What the process ends with. `failedProbes`: a run finished, not all of it well, or a check failed. */
export const exitCodes = { done: 0, failedProbes: 1, badInput: 2, refused: 3, internal: 4, interrupted: 130 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Bad input is what the person who typed the command can mend by typing another, a workspace that cannot be used among it; refused is what needs an act elsewhere or a decision. */
export function exitCodeOf(failure: Failure): ExitCode {
  switch (failure.code) {
    case 'NOT_FOUND':
    case 'INVALID_INPUT':
    case 'DATABASE_TOO_NEW':
    case 'DATABASE_CORRUPT':
    case 'STORAGE_FULL':
    case 'WORKSPACE_LOCKED':
      return exitCodes.badInput
    case 'MODEL_UNAVAILABLE':
      return failure.models.some((model) => model.reason === 'unknown') ? exitCodes.badInput : exitCodes.refused
    case 'CONFLICT':
    case 'BUDGET_EXCEEDED':
    case 'BUDGET_UNPRICED':
    case 'FALLBACK_INVALID':
      return exitCodes.refused
    case 'INTERNAL':
      return exitCodes.internal
    default:
      return assertNever(failure)
  }
}
