import type { FaultRule } from '#contract/simulator-profile'
import type { Tokens } from '#contract/units'
import type { Usage } from '#contract/usage'
import type { CallFailed, CallOutcome } from '#engine/ports'
import {
  type Answering,
  atOnce,
  type CourseOf,
  dripping,
  half,
  headersAlone,
  keptAlive,
  never,
  timedOutAtMs,
  whole,
  wordless,
} from './profile-courses.ts'

type Fault = FaultRule['fault']
type Failure = Pick<CallFailed, 'kind' | 'stage' | 'httpStatus'> & Partial<Pick<CallFailed, 'providerWide' | 'retryable' | 'isRamp'>>

interface Struck {
  /** null: it is answered all the same. */
  readonly failure: Failure | null
  readonly course: CourseOf
  /** What of the answer's usage is known; absent: none. `begun`: as much as half an answer has; `input`: no word of output. */
  readonly usage?: 'whole' | 'begun' | 'input'
  /** Sent with the status and the hints that its rule names. */
  readonly isTold?: true
}

/** One that depends on how the answer was asked for. */
interface ByAsking {
  readonly plain: Struck
  readonly streamed: Struck
}

const refused = (kind: CallFailed['kind'], httpStatus: number, more: Partial<Failure> = {}): Struck => ({
  failure: { kind, stage: 'refused', httpStatus, ...more },
  course: atOnce,
  isTold: true,
})
const page = (kind: CallFailed['kind'], httpStatus: number): Struck => ({
  failure: { kind, stage: 'unanswered', httpStatus },
  course: atOnce,
  isTold: true,
})
const broken = (kind: CallFailed['kind'], httpStatus: number | undefined, more: Partial<Failure> = {}): Struck => ({
  failure: { kind, stage: 'unanswered', httpStatus, ...more },
  course: atOnce,
})
const unconnected = broken('NETWORK', undefined, { providerWide: true })
const garbled = broken('INVALID_RESPONSE', 200)
const begun = (kind: CallFailed['kind'], course: CourseOf): Struck => ({
  failure: { kind, stage: 'partial', httpStatus: 200 },
  course,
  usage: 'begun',
})
const spoilt: ByAsking = { plain: garbled, streamed: begun('INVALID_RESPONSE', atOnce) }
const overloadedInside: ByAsking = {
  plain: { failure: { kind: 'OVERLOADED', stage: 'refused', httpStatus: 200 }, course: atOnce },
  streamed: begun('OVERLOADED', half),
}

/** What each fault comes to, as our adapters read what the simulator sends by OpenAI's chat wire. */
const faults: Readonly<Record<Fault, Struck | ByAsking>> = {
  'rate-limit': refused('RATE_LIMITED', 429),
  'slow-down': refused('RATE_LIMITED', 429, { isRamp: true }),
  'daily-quota': refused('DAILY_QUOTA', 429),
  'insufficient-quota': refused('OUT_OF_CREDIT', 429),
  'credit-exhausted': refused('OUT_OF_CREDIT', 429),
  'spend-limit': refused('OUT_OF_CREDIT', 429),
  'payment-required': refused('OUT_OF_CREDIT', 402),
  'invalid-key': refused('AUTH', 401),
  forbidden: refused('PERMISSION_DENIED', 403),
  'model-not-found': refused('MODEL_NOT_FOUND', 404),
  'context-length': refused('CONTEXT_TOO_LONG', 400),
  'bad-request': refused('BAD_REQUEST', 400),
  'too-large': refused('CONTEXT_TOO_LONG', 413),
  unprocessable: refused('BAD_REQUEST', 422),
  'request-timeout': refused('TIMEOUT', 408),
  conflict: refused('SERVER_ERROR', 409),
  'server-error': refused('SERVER_ERROR', 500),
  overloaded: refused('OVERLOADED', 503),
  'overloaded-529': refused('OVERLOADED', 529),
  'gateway-timeout': page('TIMEOUT', 504),
  'forbidden-html': refused('NETWORK', 403, { providerWide: true }),
  'bad-gateway-html': page('SERVER_ERROR', 502),
  'unavailable-html': page('OVERLOADED', 503),
  'gateway-timeout-html': page('TIMEOUT', 504),
  'ok-html': garbled,
  redirect: { failure: { kind: 'INVALID_RESPONSE', stage: 'refused', httpStatus: 307, retryable: false }, course: atOnce },
  hang: { failure: null, course: never },
  'hang-after-headers': { failure: null, course: headersAlone },
  'slow-drip': { failure: null, course: dripping, usage: 'whole' },
  'keep-alive': { failure: null, course: keptAlive, usage: 'whole' },
  reset: unconnected,
  'reset-after-headers': broken('NETWORK', 200),
  close: unconnected,
  'not-http': broken('INVALID_RESPONSE', undefined),
  'random-bytes': garbled,
  'truncated-json': spoilt,
  'cut-body': spoilt,
  'cut-stream': { plain: garbled, streamed: begun('INVALID_RESPONSE', half) },
  'error-in-stream': overloadedInside,
  'error-in-answer': overloadedInside,
  'missing-usage': { failure: null, course: whole },
  'content-filter': { failure: { kind: 'CONTENT_FILTERED', stage: 'refused', httpStatus: 200 }, course: wordless, usage: 'input' },
  'empty-answer': { failure: null, course: wordless, usage: 'input' },
}

const undisturbed: Struck = { failure: null, course: whole, usage: 'whole' }

/** What a call comes to that a fault strikes, or none does. `usage`: of the answer it would have had. */
export function outcomeOf(rule: FaultRule | undefined, answering: Answering, usage: Usage): CallOutcome {
  const struck = rule === undefined ? undisturbed : struckBy(rule.fault, answering.isStreamed)
  const course = struck.course(answering, rule?.afterMs ?? 0)
  const timedOutMs = timedOutAtMs(course, answering)
  if (timedOutMs !== undefined) {
    const httpStatus = timedOutMs < course.headersMs ? undefined : 200
    return { kind: 'TIMEOUT', stage: 'unanswered', message: 'no answer in time', httpStatus, durationMs: timedOutMs }
  }
  const known = { usage: usageOf(struck, usage), durationMs: course.endsMs }
  const { failure } = struck
  if (failure === null) return { kind: 'ANSWERED', text: '', reasoningText: '', finishReason: 'stop', httpStatus: 200, ...known }
  const told = struck.isTold === true ? rule : undefined
  const hint = told?.hints[0]
  return {
    ...failure,
    ...known,
    message: rule?.fault ?? '',
    httpStatus: told?.status ?? failure.httpStatus,
    hint: hint === undefined ? undefined : { delayMs: hint.afterMs ?? 1000, source: hint.as },
  }
}

function struckBy(fault: Fault, isStreamed: boolean): Struck {
  const row = faults[fault]
  if (!('plain' in row)) return row
  return isStreamed ? row.streamed : row.plain
}

function usageOf({ usage: known }: Struck, usage: Usage): Usage | undefined {
  if (known === undefined) return undefined
  if (known === 'whole') return usage
  const textOutputTokens = (known === 'begun' ? Math.ceil(usage.textOutputTokens / 2) : 0) as Tokens
  return { ...usage, textOutputTokens, reasoningOutputTokens: known === 'begun' ? usage.reasoningOutputTokens : (0 as Tokens) }
}
