import { ORPCError, safe } from '@orpc/client'
import type { Failure } from '#contract/errors'

/** The failure of the contract that a call ends with. Throws when it ends otherwise. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  const { error } = await safe(call)
  if (error instanceof ORPCError && error.defined) return { code: error.code, ...error.data }
  throw error instanceof Error ? error : new Error('expected a failure of the contract, and was answered')
}
