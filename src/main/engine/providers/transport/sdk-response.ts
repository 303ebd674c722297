import { AnswerBody } from './answer-body.ts'

/** What @ai-sdk/provider-utils 5 touches of a fetch response: these, and of the body its reader. Anything more costs time on every call. */
interface SdkResponse {
  readonly ok: boolean
  readonly status: number
  readonly statusText: string
  readonly headers: Pick<Headers, 'get' | typeof Symbol.iterator>
  readonly body: object | null
}

/** Headers are read from the exchange, so the SDK is shown none. */
const noHeaders = new Headers()

/** A 2xx answer, as the SDK wants to see it. */
export function answerFor(status: number, body: AnswerBody): Response {
  const reader = { read: () => body.read(), cancel: () => Promise.resolve(), releaseLock: () => undefined }
  const response: SdkResponse = { ok: true, status, statusText: '', headers: noHeaders, body: { getReader: () => reader } }
  return response as Response
}

/** A 2xx answer that says nothing, for a request that goes nowhere. */
export function emptyAnswer(): Response {
  const body = new AnswerBody()
  body.close()
  return answerFor(200, body)
}
