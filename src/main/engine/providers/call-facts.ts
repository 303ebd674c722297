import type { CallFacts } from '#engine/ports'
import type { Exchange } from '#engine/providers/transport'
import type { AnswerFacts } from '#engine/providers/wire'
import { readReportedLimits } from '#engine/resilience'

/** Where providers name the request, the most telling first. */
const requestIdHeaders = ['x-request-id', 'request-id', 'apim-request-id', 'x-generation-id', 'mistral-correlation-id', 'cf-ray']

export function callFacts(exchange: Exchange, facts: AnswerFacts): CallFacts {
  return {
    httpStatus: exchange.status,
    providerRequestId: providerRequestId(exchange, facts),
    serviceTier: facts.serviceTier ?? exchange.header('x-gemini-service-tier'),
    durationMs: exchange.durationMs(),
    reportedLimits: readReportedLimits({
      header: (name) => exchange.header(name),
      nowMs: exchange.nowMs(),
      ageMs: exchange.headersAgeMs(),
    }),
  }
}

function providerRequestId(exchange: Exchange, facts: AnswerFacts): string | undefined {
  for (const name of requestIdHeaders) {
    const id = exchange.header(name)
    if (id !== undefined) return id
  }
  return facts.id
}
