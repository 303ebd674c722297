import { answerTo } from './answers.ts'
import { between, createDraws, type Draws, hashOf, lognormal } from './draw.ts'
import { objectOf } from './objects.ts'
import type { ModelProfile, Profile } from './profile.ts'
import { inputTokensOf, tokensOf } from './tokens.ts'
import { type Trait, traitOf } from './traits.ts'
import { type SimulatedUsage, toldIn } from './usage.ts'
import type { SimulatedAnswer, SimulatedRequest, Wire } from './wires/index.ts'

/** An answer and its pace. Units: milliseconds from the request's arrival. */
export interface Composed {
  readonly answer: SimulatedAnswer
  readonly firstChunkMs: number
  readonly durationMs: number
}

/**
 * What a request is drawn from: the seed, the model, its messages and its own seed. Not the wire, the clock or the queue, so
 * the same prompt gets the same answer by every wire and in every order.
 */
export function contentKeyOf(request: SimulatedRequest, seed: number): number {
  const said = request.messages.map((message) => `${message.role}\u0001${message.content}`).join('\u0002')
  const wanted = request.outputSchema === null ? '' : `\u0004${JSON.stringify(request.outputSchema)}`
  return hashOf(`${request.model}\u0003${said}\u0003${request.seed ?? ''}${wanted}`, seed)
}

/** The nth time the same content is asked is drawn anew: a second sample, or a retry. */
export function drawKeyOf(contentKey: number, occurrence: number): number {
  return hashOf(`${contentKey}`, occurrence)
}

export function profileOf(profile: Profile, model: string): ModelProfile {
  return profile.models[model] ?? profile.models['*'] ?? {}
}

export function compose(request: SimulatedRequest, wire: Wire, profile: Profile, drawKey: number, nowMs: number): Composed {
  const own = profileOf(profile, request.model)
  const trait: Trait = { ...traitOf(request.model), ...definedOf(own) }
  const draws = createDraws(drawKey)
  const durationMs = profile.zeroLatency ? 0 : lognormal(trait.medianMs, trait.spread, draws)
  const reasoningDrawn = between(trait.reasoningTokens[0], trait.reasoningTokens[1], draws)
  const said = textOf(request, own, draws)
  const room = request.maxOutputTokens ?? Number.POSITIVE_INFINITY
  const reasoning = Math.min(reasoningDrawn, room)
  const pieces = said.slice(0, room - reasoning)
  const usage: SimulatedUsage = {
    ...inputOf(request, own, trait),
    textOutputTokens: pieces.length,
    reasoningOutputTokens: reasoning,
  }
  return {
    durationMs,
    firstChunkMs: durationMs * trait.firstChunkRatio,
    answer: {
      id: drawKey.toString(36),
      model: request.model,
      createdAtMs: nowMs,
      pieces,
      reasoningText: reasoning === 0 ? '' : 'Weighing what is asked against what is known.',
      finish: pieces.length < said.length ? 'length' : 'stop',
      usage: toldIn(wire.usageWords, usage),
      tellsUsage: true,
    },
  }
}

function textOf(request: SimulatedRequest, own: ModelProfile, draws: Draws): readonly string[] {
  if (request.outputSchema !== null) return tokensOf(JSON.stringify(objectOf(request.outputSchema, draws)))
  const prompt = request.messages.findLast((message) => message.role === 'user')?.content ?? request.messages.at(-1)?.content ?? ''
  const said = tokensOf(answerTo(prompt, draws))
  if (own.textTokens === undefined) return said
  return Array.from({ length: own.textTokens }, (_, index) => said[index % said.length] ?? ' ')
}

function inputOf(request: SimulatedRequest, own: ModelProfile, trait: Trait) {
  const wanted = request.outputSchema === null ? [] : [{ content: JSON.stringify(request.outputSchema) }]
  const all = own.inputTokens ?? inputTokensOf([...request.messages, ...wanted])
  let uncached = all
  const take = (ratio: number) => {
    const taken = Math.min(uncached, Math.floor(all * ratio))
    uncached -= taken
    return taken
  }
  const cacheReadInputTokens = take(trait.cacheReadRatio)
  const cacheWrite5mInputTokens = take(trait.cacheWrite5mRatio)
  const cacheWrite1hInputTokens = take(trait.cacheWrite1hRatio)
  return { uncachedInputTokens: uncached, cacheReadInputTokens, cacheWrite5mInputTokens, cacheWrite1hInputTokens }
}

/** A profile's own words without those it left out, so that they do not overwrite the trait's. */
function definedOf(own: ModelProfile): Partial<Trait> {
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
}
