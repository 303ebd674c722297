import { mapEventIterator } from '@orpc/client'
import { implement, ORPCError } from '@orpc/server'
import { contract } from '#contract'
import { AppError } from '#engine/failure'
import type { Clock, Log, LogFields } from '#engine/ports'
import { type Audit, type Storage, StorageError } from '#engine/storage'

/** Who calls, and by which door (`cli`, `window`, `browser`). */
export interface Caller {
  readonly user: string
  readonly origin: string
}

export interface GuardPorts {
  readonly clock: Clock
  readonly log: Log
  readonly ulid: (nowMs: ReturnType<Clock['nowMs']>) => string
  readonly workspace: string
  readonly storage: Pick<Storage, 'failure'>
}

/** The contract's implementer with the one place that turns what was thrown into what the contract promises, inside streams too. */
export function guarded(ports: GuardPorts) {
  return implement(contract)
    .$context<Caller>()
    .use(async ({ next, path }) => {
      const startedMs = ports.clock.monotonicMs()
      const toCaller = (error: unknown): Error => translate(error, path.join('.'), ports)
      try {
        const result = await next()
        ports.log.debug(
          { area: 'procedures', procedure: path.join('.'), durationMs: Math.round(ports.clock.monotonicMs() - startedMs) },
          'called',
        )
        if (!isIterator(result.output)) return result
        return {
          ...result,
          output: mapEventIterator(result.output, {
            value: async (value: unknown) => value,
            error: async (error: unknown) => toCaller(error),
          }) as typeof result.output,
        }
      } catch (error) {
        throw toCaller(error)
      }
    })
}

export type Implementer = ReturnType<typeof guarded>

/** `reason`: why, in a person's words; an empty one is none. */
export function auditOf(ports: Pick<GuardPorts, 'clock' | 'ulid'>, caller: Caller, reason?: string): Audit {
  const atMs = ports.clock.nowMs()
  return { ulid: ports.ulid(atMs), atMs, user: caller.user, origin: caller.origin, reason: reason === '' ? undefined : reason }
}

function isIterator(output: unknown): output is AsyncIteratorObject<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output
}

function translate(error: unknown, procedure: string, ports: GuardPorts): Error {
  if (error instanceof AppError) {
    const { code, ...data } = error.failure
    return new ORPCError(code, { defined: true, data })
  }
  if (error instanceof StorageError)
    return new ORPCError('STORAGE_FULL', {
      defined: true,
      data: { folder: ports.workspace, neededBytes: ports.storage.failure?.neededBytes, reason: error.reason },
    })
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST')
    return new ORPCError('INVALID_INPUT', { defined: true, data: { issues: issuesOf(error.data) } })
  if (error instanceof ORPCError && error.defined) return error
  if (error instanceof Error && error.name === 'AbortError') return error
  const reference = ports.ulid(ports.clock.nowMs())
  ports.log.error({ area: 'procedures', procedure, reference, ...bugFields(error) }, 'a bug')
  return new ORPCError('INTERNAL', { defined: true, data: { reference } })
}

/** An output that is not the contract's comes wrapped, with what is wrong with it in its cause. */
function bugFields(error: unknown): LogFields {
  const cause = error instanceof ORPCError ? (error.cause ?? error) : error
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
  const issues = issuesOf(cause)
  return issues.length === 0 ? { error: text } : { error: text, issues }
}

/** What zod found wrong, as the contract words it; empty when it found nothing. */
function issuesOf(data: unknown): { path: string; message: string }[] {
  const issues =
    typeof data === 'object' && data !== null && 'issues' in data && Array.isArray(data.issues) ? (data.issues as unknown[]) : []
  return issues.map((issue) => {
    const { path, message } = issue as { path?: readonly (PropertyKey | { key: PropertyKey })[]; message?: string }
    const steps = (path ?? []).map((step) => String(typeof step === 'object' ? step.key : step))
    return { path: steps.join('.'), message: message ?? 'not as expected' }
  })
}
