import { z } from 'zod'
import type { ErrorReason } from '../profile.ts'
import { allInputTokens, allOutputTokens } from '../usage.ts'
import { Content, eventOf, readAs, schemaIn } from './reading.ts'
import { MalformedRequest, type SimulatedAnswer, type Wire } from './wire.ts'

const Turn = z.looseObject({ role: z.string().optional(), parts: Content })
const Body = z.looseObject({
  contents: z.array(Turn).min(1),
  systemInstruction: Turn.nullish(),
  generationConfig: z
    .looseObject({
      maxOutputTokens: z.int().min(1).nullish(),
      seed: z.int().nullish(),
      responseMimeType: z.string().nullish(),
      responseSchema: z.record(z.string(), z.unknown()).nullish(),
      responseJsonSchema: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
})

const path = /^\/google\/v1beta\/models\/([^/:]+):(generateContent|streamGenerateContent)$/

type Row = readonly [status: number, name: string, message: string, details?: readonly object[]]

const quota = (quotaId: string) => [
  {
    '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
    violations: [{ quotaId, quotaMetric: 'generate_content_requests', quotaValue: '10' }],
  },
]
const keyInvalid = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' }]

/** Source: the Gemini API's troubleshooting page, November 2026. It has no credit errors by 429; those are 402. */
const rows: Readonly<Record<ErrorReason, Row>> = {
  'rate-limit': [429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', quota('GenerateRequestsPerMinutePerProjectPerModel')],
  'slow-down': [429, 'RESOURCE_EXHAUSTED', 'Request rate rose too fast.', quota('GenerateRequestsPerMinutePerProjectPerModel')],
  'daily-quota': [429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', quota('GenerateRequestsPerDayPerProjectPerModel')],
  'insufficient-quota': [402, 'FAILED_PRECONDITION', 'Your prepayment credits are depleted.'],
  'credit-exhausted': [402, 'FAILED_PRECONDITION', 'Your prepayment credits are depleted.'],
  'spend-limit': [402, 'FAILED_PRECONDITION', 'The spend limit of this project is reached.'],
  'payment-required': [402, 'FAILED_PRECONDITION', 'Billing is not enabled for this project.'],
  'invalid-key': [400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', keyInvalid],
  forbidden: [403, 'PERMISSION_DENIED', 'The caller does not have permission.'],
  'model-not-found': [404, 'NOT_FOUND', 'The model is not found for API version v1beta.'],
  'context-length': [400, 'INVALID_ARGUMENT', 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).'],
  'bad-request': [400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'],
  'too-large': [413, 'INVALID_ARGUMENT', 'Request payload size exceeds the limit.'],
  unprocessable: [422, 'INVALID_ARGUMENT', 'The request could not be processed.'],
  'request-timeout': [408, 'DEADLINE_EXCEEDED', 'The request timed out.'],
  conflict: [409, 'ABORTED', 'The request conflicted with another one.'],
  'server-error': [500, 'INTERNAL', 'An internal error has occurred.'],
  overloaded: [503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'],
  'overloaded-529': [529, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'],
  'gateway-timeout': [504, 'DEADLINE_EXCEEDED', 'The deadline expired before the request was finished.'],
}

/** Gemini generateContent: cached input lies inside the prompt, thoughts outside the candidates. */
export const google: Wire = {
  name: 'google',
  usageWords: { cacheWrites: false, reasoning: true },
  requestIdHeader: undefined,
  isMine: (pathname) => path.test(pathname),
  read(pathname, body) {
    const [, model, method] = path.exec(pathname) ?? []
    if (model === undefined) throw new MalformedRequest(`no model in ${pathname}`)
    const read = readAs(Body, body)
    const said = read.contents.map((turn) => ({ role: turn.role ?? 'user', content: turn.parts }))
    const system = read.systemInstruction?.parts ?? ''
    return {
      model: nameIn(model),
      messages: system === '' ? said : [{ role: 'system', content: system }, ...said],
      maxOutputTokens: read.generationConfig?.maxOutputTokens ?? undefined,
      seed: read.generationConfig?.seed ?? undefined,
      outputSchema: schemaIn(
        read.generationConfig?.responseJsonSchema ?? read.generationConfig?.responseSchema,
        read.generationConfig?.responseMimeType === 'application/json',
        system === '' ? said : [{ content: system }, ...said],
      ),
      isStreamed: method === 'streamGenerateContent',
      wantsStreamedUsage: true,
    }
  },
  plain(answer) {
    if (answer.finish === 'content-filter') return { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, ...frame(answer, true) }
    return content(answer, partsOf(answer), finishReason(answer))
  },
  stream(answer) {
    const reasoning = answer.reasoningText === '' ? [] : [eventOf(content(answer, [thought(answer)]))]
    if (answer.finish === 'content-filter') return { head: '', pieces: [], tail: eventOf(google.plain(answer)) }
    return {
      head: '',
      pieces: [...reasoning, ...answer.pieces.map((text) => eventOf(content(answer, [{ text }])))],
      tail: eventOf(content(answer, [{ text: '' }], finishReason(answer))),
    }
  },
  error(reason, about) {
    const [code, status, message, own = []] = rows[reason]
    return {
      status: code,
      body: (details) => ({ error: { code, message: `${message} (${about})`, status, details: [...own, ...details] } }),
    }
  },
  errorEvent: () => eventOf({ error: { code: 503, message: 'The model is overloaded. Please try again later.', status: 'UNAVAILABLE' } }),
  errorInAnswer: () => ({ error: { code: 503, message: 'The model is overloaded. Please try again later.', status: 'UNAVAILABLE' } }),
}

/** The model's name as the path escapes it. */
function nameIn(escaped: string): string {
  try {
    return decodeURIComponent(escaped)
  } catch (error) {
    if (error instanceof URIError) throw new MalformedRequest(`the path escapes no text: ${escaped}`)
    throw error
  }
}

function thought(answer: SimulatedAnswer) {
  return { text: answer.reasoningText, thought: true }
}

function partsOf(answer: SimulatedAnswer): object[] {
  const text = { text: answer.pieces.join('') }
  return answer.reasoningText === '' ? [text] : [thought(answer), text]
}

function finishReason(answer: SimulatedAnswer): string {
  return answer.finish === 'stop' ? 'STOP' : 'MAX_TOKENS'
}

/** Usage is told with the chunk that ends the answer. */
function content(answer: SimulatedAnswer, parts: readonly object[], finish?: string) {
  const candidate = { index: 0, content: { role: 'model', parts }, ...(finish !== undefined && { finishReason: finish }) }
  return { candidates: [candidate], ...frame(answer, finish !== undefined) }
}

function frame(answer: SimulatedAnswer, isLast: boolean) {
  const { usage } = answer
  const input = allInputTokens(usage)
  const usageMetadata = {
    promptTokenCount: input,
    ...(usage.cacheReadInputTokens > 0 && { cachedContentTokenCount: usage.cacheReadInputTokens }),
    candidatesTokenCount: usage.textOutputTokens,
    ...(usage.reasoningOutputTokens > 0 && { thoughtsTokenCount: usage.reasoningOutputTokens }),
    totalTokenCount: input + allOutputTokens(usage),
  }
  return { ...(isLast && answer.tellsUsage && { usageMetadata }), modelVersion: answer.model, responseId: `simulated-${answer.id}` }
}
