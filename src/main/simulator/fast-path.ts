import type { IncomingMessage, ServerResponse } from 'node:http'
import { compose, profileOf } from './compose.ts'
import { json } from './deliver.ts'
import { attemptIdOf, mark } from './exchange.ts'
import { billOf, simulatedPrices } from './prices.ts'
import type { Profile } from './profile.ts'
import type { SimulatorState } from './state.ts'
import { ruledModels } from './trait-rules.ts'
import type { SimulatedUsage } from './usage.ts'
import { type Wire, wireAt } from './wires/index.ts'

interface Prebuilt {
  readonly head: string[]
  readonly bytes: Buffer
  readonly usage: SimulatedUsage
  readonly costNanoUsd: number | null
}

/** What this path has no answer for. */
const said = ['"stream":true', '"response_format":']
const path = '/v1/chat/completions'
const messages = [{ role: 'user', content: 'What is the capital of France?' }]

/**
 * Plain chat completions with as little work as can be: the model's name is cut out of the body, the answer's bytes were made
 * once for each model, and so tokens and text are the same whatever was asked. Serves nothing a limit or fault could touch.
 */
export class FastPath {
  readonly #state: SimulatorState
  readonly #wire: Wire | undefined = wireAt(path)
  readonly #prebuilt = new Map<string, Prebuilt>()
  #builtFor: Profile | undefined

  constructor(state: SimulatorState) {
    this.#state = state
  }

  isOpenFor(url: string | undefined): boolean {
    const { zeroLatency, limits, faults } = this.#state.profile
    return zeroLatency && url === path && limits.length === 0 && faults.length === 0
  }

  /** False when the request is not for this path after all; nothing was done then. */
  serve(request: IncomingMessage, response: ServerResponse, body: Buffer): boolean {
    const model = modelIn(body)
    if (model === undefined || ruledModels.has(model) || said.some((words) => body.includes(words))) return false
    const prebuilt = this.#prebuiltFor(model)
    if (prebuilt === undefined) return false
    const { occupancy, ledger, profile } = this.#state
    const presence = occupancy.enter(model)
    const nowMs = this.#state.now()
    occupancy.leave(model)
    response.writeHead(200, prebuilt.head)
    response.end(prebuilt.bytes)
    const isSent = !request.socket.destroyed
    ledger.record(
      {
        attemptId: attemptIdOf(request),
        model,
        wire: 'openai-chat',
        isStreamed: false,
        receivedAtMs: nowMs,
        answeredAtMs: nowMs,
        outcome: isSent ? 'served' : 'dropped',
        httpStatus: 200,
        fault: null,
        usage: prebuilt.usage,
        costNanoUsd: prebuilt.costNanoUsd,
        inFlightAtArrival: presence.all,
        modelInFlightAtArrival: presence.model,
        bytesSentCompletely: isSent,
      },
      profile.ledger,
    )
    return true
  }

  #prebuiltFor(model: string): Prebuilt | undefined {
    const { profile } = this.#state
    if (this.#builtFor !== profile || this.#prebuilt.size > 1000) this.#prebuilt.clear()
    this.#builtFor = profile
    const known = this.#prebuilt.get(model)
    if (known !== undefined || this.#wire === undefined) return known
    const asked = {
      model,
      messages,
      maxOutputTokens: undefined,
      seed: undefined,
      outputSchema: null,
      isStreamed: false,
      wantsStreamedUsage: false,
    }
    const { answer } = compose(asked, this.#wire, profile, this.#state.seed, this.#state.now())
    const bytes = Buffer.from(JSON.stringify(this.#wire.plain(answer)))
    const headers = { ...mark, ...json, 'content-length': String(bytes.length) }
    const costNanoUsd = billOf(answer.usage, profileOf(profile, model).rates ?? simulatedPrices.get(model))
    const made = { head: Object.entries(headers).flat(), bytes, usage: answer.usage, costNanoUsd }
    this.#prebuilt.set(model, made)
    return made
  }
}

/** The value of the first `"model":"…"`; a name with escapes is left to the full reader. */
function modelIn(body: Buffer): string | undefined {
  const key = body.indexOf('"model":"')
  if (key < 0) return undefined
  const end = body.indexOf(0x22, key + 9)
  const name = end < 0 ? '' : body.toString('latin1', key + 9, end)
  return name === '' || name.length > 200 || /[^\x20-\x5b\x5d-\x7e]/.test(name) ? undefined : name
}
