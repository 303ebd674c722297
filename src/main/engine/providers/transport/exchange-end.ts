/** What ended an exchange before its answer was whole. `detail` is our own or the network library's sentence, not yet redacted. */
export type ExchangeEnd =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'timeout'; readonly phase: 'connect' | 'silence' | 'total'; readonly detail: string }
  | { readonly kind: 'network'; readonly detail: string; readonly isConnectTimeout: boolean }
  /** The connection was closed in order, but the answer was not whole. */
  | { readonly kind: 'truncated'; readonly detail: string }
  /** Not HTTP, too large, or a line too long. */
  | { readonly kind: 'malformed'; readonly detail: string }
  /** A status that is not 2xx; the body is in the exchange. */
  | { readonly kind: 'refused' }
  /** The request could not even be written: a key or header with forbidden characters. */
  | { readonly kind: 'unsendable'; readonly detail: string }

/** Thrown through the SDK, which passes it on as it is. The end itself is read from the exchange. */
export class ExchangeEnded extends Error {
  override readonly name = 'ExchangeEnded'
}

const truncatedCodes = new Set(['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'UND_ERR_RES_EXCEEDED_MAX_SIZE'])

/** How the network library's error reads in our words. Source: undici 8, lib/core/errors.js; its parser's errors may have no code. */
export function endOf(error: Error, hasStatus: boolean): ExchangeEnd {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const detail = sentenceOf(error)
  if (error.name === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW') return { kind: 'malformed', detail }
  if (hasStatus && (truncatedCodes.has(code) || (code === 'UND_ERR_SOCKET' && error.message === 'other side closed'))) {
    return { kind: 'truncated', detail }
  }
  return { kind: 'network', detail, isConnectTimeout: code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT' }
}

function sentenceOf(error: Error): string {
  if (error.message !== '') return error.message
  if (error instanceof AggregateError) return error.errors.map(String).join('; ')
  return 'code' in error ? String(error.code) : error.name
}
