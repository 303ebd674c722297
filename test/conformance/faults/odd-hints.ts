import type { Script } from '../providers/scripted-server.ts'
import type { Wire } from '../providers/wires/index.ts'

/** A hint as it is seen in the wild, and what is to be made of it. */
export interface OddHint {
  readonly title: string
  /** A list: the header is sent as often. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** Gemini's `RetryInfo`, for bodies that have one. */
  readonly retryDelay?: string
  /** As it is read: milliseconds; `far`: more than a day; `none`: it is none. */
  readonly read: number | 'far' | 'none'
}

const retryAfter = (value: string | readonly string[], read: OddHint['read']): OddHint => ({
  title: `retry-after: ${JSON.stringify(value).slice(0, 40)}`,
  headers: { 'retry-after': value },
  read,
})
const retryAfterMs = (value: string, read: OddHint['read']): OddHint => ({
  title: `retry-after-ms: ${JSON.stringify(value).slice(0, 40)}`,
  headers: { 'retry-after-ms': value },
  read,
})
const usedUp = (reset: string, value: string, read: OddHint['read']): OddHint => ({
  title: `${reset}: ${value}`,
  headers: { [reset.replace('reset', 'remaining')]: '0', [reset]: value },
  read,
})
const retryInfo = (retryDelay: string, read: OddHint['read']): OddHint => ({ title: `RetryInfo of ${retryDelay}`, retryDelay, read })

const manyDigits = '9'.repeat(10_240)

/** Source: bug reports about clients of these providers, gathered up to 2026-11. */
export const oddHints: readonly OddHint[] = [
  retryAfter('', 'none'),
  retryAfter('soon', 'none'),
  retryAfter('-5', 'none'),
  retryAfter('1.5', 1500),
  retryAfter('0', 0),
  retryAfter('0x10', 'none'),
  retryAfter('1e9', 'none'),
  retryAfter('120, 60', 'none'),
  retryAfter('999999999999999', 'far'),
  retryAfter(manyDigits, 'none'),
  retryAfter('Thu, 31 Dec 2099 23:59:59 GMT', 'far'),
  retryAfter('Sun, 06 Nov 1994 08:49:37 GMT', 0),
  retryAfter('2026-11-18T12:00:00Z', 'none'),
  retryAfter('6m12.5s', 'none'),
  retryAfter(['7', '9'], 7000),
  retryAfter(['soon', '9'], 'none'),
  retryAfterMs('', 'none'),
  retryAfterMs('-5', 'none'),
  retryAfterMs('0', 0),
  retryAfterMs('1e9', 'none'),
  retryAfterMs(manyDigits, 'none'),
  usedUp('x-ratelimit-reset-tokens', '6m12.5s', 372_500),
  usedUp('x-ratelimit-reset-requests', '1e9', 'none'),
  usedUp('x-ratelimit-reset', '4102444799000', 'far'),
  usedUp('anthropic-ratelimit-tokens-reset', '2099-12-31T23:59:59Z', 'far'),
  usedUp('anthropic-ratelimit-tokens-reset', '1994-11-06T08:49:37Z', 0),
  retryInfo('-5s', 'none'),
  retryInfo('soon', 'none'),
  retryInfo('1e9s', 'none'),
  retryInfo('0s', 0),
  retryInfo('999999999999999s', 'far'),
]

/** A refusal that carries the hint. */
export function refusalWith(hint: OddHint, status: number, wire: Wire): Script {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: hint.retryDelay }]
  const body = hint.retryDelay === undefined ? wire.error('No.') : { error: { code: status, message: 'No.', details } }
  return (response) => {
    response.setHeader('content-type', 'application/json')
    for (const [name, value] of Object.entries(hint.headers ?? {})) response.setHeader(name, value)
    response.writeHead(status).end(JSON.stringify(body))
  }
}
