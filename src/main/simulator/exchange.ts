import type { IncomingMessage, ServerResponse } from 'node:http'
import { breakages } from './breakages.ts'
import { compose, contentKeyOf, drawKeyOf, profileOf } from './compose.ts'
import { json, type Occasion, refuse, serve } from './deliver.ts'
import { billOf, simulatedPrices } from './prices.ts'
import { BreakageKind, ErrorReason, type FaultRule } from './profile.ts'
import type { SimulatorState } from './state.ts'
import { allInputTokens } from './usage.ts'
import { Visit, type VisitEnd } from './visit.ts'
import { MalformedRequest, type SimulatedRequest, type Wire } from './wires/index.ts'

/** Every answer says that nobody real gave it. */
export const mark = { 'x-simulated': 'assay' } as const

/** Answers one whole request; one that its wire cannot read is told so and stays out of the ledger, for it asked no model. */
export function exchange(
  state: SimulatorState,
  wire: Wire,
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  body: Buffer,
): void {
  const asked = readAsked(wire, pathname, body)
  if (typeof asked === 'string') answerMalformed(state, wire, response, asked)
  else answer(state, wire, request, response, asked)
}

/** Limits first, then the fault that strikes, else the answer. */
function answer(state: SimulatorState, wire: Wire, request: IncomingMessage, response: ServerResponse, asked: SimulatedRequest): void {
  const { profile, limiter, faults } = state
  const { model } = asked
  const nowMs = state.now()
  const presence = state.occupancy.enter(model)
  const contentKey = contentKeyOf(asked, state.seed)
  const drawKey = drawKeyOf(contentKey, state.countOccurrence(contentKey))
  const composed = compose(asked, wire, profile, drawKey, nowMs)
  const admission = limiter.admit(model, allInputTokens(composed.answer.usage) + composed.answer.pieces.length, nowMs)
  const rates = profileOf(profile, model).rates ?? simulatedPrices.get(model)
  const leave = () => {
    state.occupancy.leave(model)
    if (admission.kind === 'admitted') limiter.leave(model)
  }
  const record = (end: VisitEnd) => {
    state.ledger.record(
      {
        ...end,
        attemptId: attemptIdOf(request),
        model,
        wire: wire.name,
        isStreamed: asked.isStreamed,
        receivedAtMs: nowMs,
        answeredAtMs: state.now(),
        costNanoUsd: end.usage === null ? 0 : billOf(end.usage, rates),
        inFlightAtArrival: presence.all,
        modelInFlightAtArrival: presence.model,
      },
      profile.ledger,
    )
    state.close()
  }
  state.open()
  const visit = new Visit(request, response, leave, record)
  const headers = { ...mark, ...(wire.requestIdHeader !== undefined && { [wire.requestIdHeader]: state.nextRequestId() }) }
  const fault = admission.kind === 'refused' ? undefined : faults.pick(model, drawKey)
  const occasion: Occasion = { visit, wire, request: asked, composed, headers, fault: fault?.fault ?? null, nowMs }
  if (admission.kind === 'refused') refuse({ ...occasion, fault: 'limit' }, 'rate-limit', admission.hints, admission.waitMs)
  else if (fault !== undefined) strike(occasion, fault)
  else serve(occasion)
}

/** What a refused caller is told to wait when the fault does not say. */
const faultWaitMs = 1000

function strike(occasion: Occasion, rule: FaultRule): void {
  const reason = ErrorReason.safeParse(rule.fault)
  const kind = BreakageKind.safeParse(rule.fault)
  const isPaced = rule.fault === 'slow-drip' || rule.fault === 'keep-alive'
  occasion.visit.after(isPaced ? 0 : rule.afterMs, () => {
    if (reason.success) refuse(occasion, reason.data, rule.hints, faultWaitMs, rule.status)
    else if (kind.success) breakages[kind.data](occasion, rule)
  })
}

/** The request, or what is wrong with it. */
function readAsked(wire: Wire, pathname: string, body: Buffer): SimulatedRequest | string {
  try {
    return wire.read(pathname, JSON.parse(body.toString('utf8')))
  } catch (error) {
    if (error instanceof MalformedRequest || error instanceof SyntaxError) return error.message
    throw error
  }
}

/** Not in the ledger: it asked no model for anything. */
function answerMalformed(state: SimulatorState, wire: Wire, response: ServerResponse, problem: string): void {
  const reply = wire.error('bad-request', problem)
  response.writeHead(reply.status, { ...mark, ...json, 'x-request-id': state.nextRequestId() })
  response.end(JSON.stringify(reply.body([])))
}

export function attemptIdOf(request: IncomingMessage): string | null {
  const header = request.headers['x-client-request-id']
  return typeof header === 'string' && header !== '' ? header.slice(0, 200) : null
}
