import { type JsonRecord, recordOf, recordsOf, textOf } from './json.ts'

/** An error body in one shape, whoever wrote it. Empty text: not said. */
export interface ErrorWords {
  readonly message: string
  /** `code`, `type`, `error_type`, `status` and `reason` of the error, in lower case. */
  readonly words: ReadonlySet<string>
  /** A status the body names: a number, or one implied by a word. */
  readonly status: number | undefined
  /** Gemini: which quotas were violated. */
  readonly quotaIds: readonly string[]
  /** OpenRouter: the moderation's own reasons. */
  readonly isFlagged: boolean
}

/** Words that stand for a status where an error travels inside a 2xx answer. Source: the providers' error references, 2026-11. */
const statusByWord: ReadonlyMap<string, number> = new Map([
  ['invalid_request_error', 400],
  ['invalid_argument', 400],
  ['failed_precondition', 400],
  ['authentication_error', 401],
  ['unauthenticated', 401],
  ['billing_error', 402],
  ['permission_error', 403],
  ['permission_denied', 403],
  ['not_found_error', 404],
  ['not_found', 404],
  ['request_too_large', 413],
  ['rate_limit_error', 429],
  ['rate_limit_exceeded', 429],
  ['resource_exhausted', 429],
  ['api_error', 500],
  ['server_error', 500],
  ['internal', 500],
  ['unavailable', 503],
  ['timeout_error', 504],
  ['deadline_exceeded', 504],
  ['overloaded_error', 529],
])

const wordFields = ['code', 'type', 'error_type', 'status']

/** Reads `{error:{…}}`, `{error:"…"}`, `{message,…}`, `{detail:[…]}` and a list of one of them; undefined when the body is no provider's error. */
export function readErrorWords(body: unknown): ErrorWords | undefined {
  const outer = recordOf(Array.isArray(body) ? body[0] : body)
  if (outer === undefined) return undefined
  const error = recordOf(outer['error']) ?? outer
  const message = messageOf(error) ?? messageOf(outer)
  const details = recordsOf(error['details'])
  const metadata = recordOf(error['metadata'])
  const words = new Set<string>()
  for (const holder of [error, outer]) for (const name of wordFields) addWord(words, holder[name])
  for (const word of [metadata?.['provider_code'], metadata?.['error_type']]) addWord(words, word)
  for (const detail of details) addWord(words, detail['reason'])
  if (message === undefined && words.size === 0) return undefined
  return {
    message: message ?? '',
    words,
    status: statusOf(error, words),
    quotaIds: details.flatMap((detail) => recordsOf(detail['violations'])).flatMap((violation) => textOf(violation['quotaId']) ?? []),
    isFlagged: Array.isArray(metadata?.['reasons']) || metadata?.['flagged_input'] !== undefined,
  }
}

function messageOf(error: JsonRecord): string | undefined {
  const message = error['message'] ?? error['error'] ?? error['detail']
  const inner = recordOf(message)?.['detail'] ?? message
  return (
    textOf(inner) ??
    textOf(
      recordsOf(inner)
        .flatMap((issue) => textOf(issue['msg']) ?? [])
        .join('; '),
    )
  )
}

function addWord(words: Set<string>, word: unknown): void {
  if (typeof word === 'string' && word !== '') words.add(word.toLowerCase())
}

function statusOf(error: JsonRecord, words: ReadonlySet<string>): number | undefined {
  for (const candidate of [error['code'], error['status'], error['raw_status_code']]) {
    const status = typeof candidate === 'string' && /^\d{3}$/.test(candidate) ? Number(candidate) : candidate
    if (typeof status === 'number' && status >= 400 && status < 600) return status
  }
  for (const word of words) {
    const status = statusByWord.get(word)
    if (status !== undefined) return status
  }
  return undefined
}
