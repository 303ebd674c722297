import { z } from 'zod'
import { AttemptKind, CallCode, CallMethod, CostState } from './calls.ts'
import { ModelRef, ProviderKey, RunId } from './ids.ts'
import { EpochMs } from './units.ts'

/** What an answer is asked to be. */
export const OutputKind = z.enum(['text', 'object'])
export type OutputKind = z.infer<typeof OutputKind>

/** One value, or any of several. */
export function oneOrMore<T extends z.ZodType>(value: T) {
  return z.union([value, z.array(value).min(1).max(100)])
}

/**
 * Which calls a question is about: those of which everything that is given holds. A call is in [fromMs, toMs) when it started there.
 * `service` is what a breaker or a report names, a provider's key or a model's ref, and like `provider` and `servedModel` says whom it was sent to;
 * `model` says which model was asked for. `decision`: the kind of answer that was asked for.
 */
export const CallScope = z.object({
  fromMs: EpochMs.optional(),
  /** Not included. */
  toMs: EpochMs.optional(),
  service: oneOrMore(z.union([ModelRef, ProviderKey])).optional(),
  provider: oneOrMore(ProviderKey).optional(),
  model: oneOrMore(ModelRef).optional(),
  servedModel: oneOrMore(ModelRef).optional(),
  run: oneOrMore(RunId).optional(),
  method: oneOrMore(CallMethod).optional(),
  user: oneOrMore(z.string().max(200)).optional(),
  decision: oneOrMore(OutputKind).optional(),
  kind: oneOrMore(AttemptKind).optional(),
  code: oneOrMore(CallCode).optional(),
  costState: oneOrMore(CostState).optional(),
})
export type CallScope = z.infer<typeof CallScope>

/** An IANA zone whose days, weeks and months are meant; UTC unless told. */
export const TimeZone = z.string().max(64).refine(isTimeZone, 'expected an IANA time zone, such as Europe/Berlin')

/** The default is known: to ask for it costs every start 20 ms. */
function isTimeZone(text: string): boolean {
  try {
    return text === 'UTC' || new Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
