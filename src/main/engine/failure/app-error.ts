import type { Failure } from '#contract/errors'

/** Ends a request that was expected to be able to fail. Carries facts by code; a caller of a procedure gets it typed. */
export class AppError extends Error {
  readonly failure: Failure

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.code, options)
    this.name = 'AppError'
    this.failure = failure
  }
}
