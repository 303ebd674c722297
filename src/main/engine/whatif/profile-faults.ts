import type { FaultRule } from '#contract/simulator-profile'
import type { Usage } from '#contract/usage'
import type { CallFailed } from '#engine/ports'

type Fault = FaultRule['fault']
type Failure = Pick<CallFailed, 'kind' | 'stage' | 'httpStatus'> & Partial<Pick<CallFailed, 'providerWide' | 'retryable' | 'isRamp'>>

/** `whole`: it strikes after the time an answer takes; else at once. null: the call is answered all the same. */
interface Struck {
  readonly failure: Failure | null
  readonly whole?: true
}

const refused = (kind: CallFailed['kind'], httpStatus: number): Struck => ({ failure: { kind, stage: 'refused', httpStatus } })
const unanswered = (kind: CallFailed['kind'], httpStatus?: number): Struck => ({ failure: { kind, stage: 'unanswered', httpStatus } })
const broken: Struck = { failure: { kind: 'NETWORK', stage: 'unanswered', httpStatus: undefined, providerWide: true } }
const cut: Struck = { failure: { kind: 'NETWORK', stage: 'partial', httpStatus: 200 }, whole: true }
const garbled: Struck = { failure: { kind: 'INVALID_RESPONSE', stage: 'unanswered', httpStatus: 200 }, whole: true }
const answered: Struck = { failure: null }
/** As long as a call may stay silent. */
const hangs: Struck = unanswered('TIMEOUT')
const hangMs = 120_000

/** What each fault comes to, as our adapters read it. */
const faults: Readonly<Record<Fault, Struck>> = {
  'rate-limit': refused('RATE_LIMITED', 429),
  'slow-down': refused('RATE_LIMITED', 429),
  'daily-quota': refused('DAILY_QUOTA', 429),
  'insufficient-quota': refused('OUT_OF_CREDIT', 429),
  'credit-exhausted': refused('OUT_OF_CREDIT', 400),
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
  'gateway-timeout': unanswered('TIMEOUT', 504),
  'forbidden-html': unanswered('NETWORK', 403),
  'bad-gateway-html': unanswered('SERVER_ERROR', 502),
  'unavailable-html': unanswered('OVERLOADED', 503),
  'gateway-timeout-html': unanswered('SERVER_ERROR', 504),
  'ok-html': unanswered('INVALID_RESPONSE', 200),
  redirect: { failure: { kind: 'INVALID_RESPONSE', stage: 'unanswered', httpStatus: 302, retryable: false } },
  hang: hangs,
  'hang-after-headers': hangs,
  'slow-drip': answered,
  'keep-alive': answered,
  reset: broken,
  'reset-after-headers': unanswered('NETWORK', 200),
  close: broken,
  'not-http': broken,
  'random-bytes': garbled,
  'truncated-json': garbled,
  'cut-body': garbled,
  'cut-stream': cut,
  'error-in-stream': { failure: { kind: 'OVERLOADED', stage: 'partial', httpStatus: 200 }, whole: true },
  'error-in-answer': { failure: { kind: 'SERVER_ERROR', stage: 'refused', httpStatus: 200 }, whole: true },
  'missing-usage': answered,
  'content-filter': { failure: { kind: 'CONTENT_FILTERED', stage: 'refused', httpStatus: 200 }, whole: true },
  'empty-answer': answered,
}

/** What a call comes to that a fault strikes; undefined: it is answered. `durationMs` and `usage`: of the answer it would have had. */
export function failureOf(rule: FaultRule, durationMs: number, usage: Usage): CallFailed | undefined {
  const { failure, whole } = faults[rule.fault]
  if (failure === null) return undefined
  const [hint] = rule.hints
  return {
    ...failure,
    message: rule.fault,
    httpStatus: rule.status ?? failure.httpStatus,
    durationMs: (rule.fault.startsWith('hang') ? hangMs : whole === true ? durationMs : 0) + rule.afterMs,
    hint: hint === undefined ? undefined : { delayMs: hint.afterMs ?? 1000, source: hint.as },
    usage: failure.stage === 'partial' ? usage : undefined,
  }
}
