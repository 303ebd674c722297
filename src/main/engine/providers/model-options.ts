import type { PromptMessage, Rehearsal } from '#engine/ports'
import type { ModelMessage, ModelOptions, WireAdapter } from '#engine/providers/wire'

/** A call in the SDK's words. What was not given is absent, so the provider's own default holds. */
export function modelOptions(call: Rehearsal, adapter: WireAdapter, abortSignal: AbortSignal): ModelOptions {
  const { temperature, topP, maxOutputTokens, seed, stopSequences, reasoningEffort, serviceTier } = call.parameters
  const options: ModelOptions = { prompt: call.messages.map(modelMessage), abortSignal }
  if (temperature !== undefined) options.temperature = temperature
  if (topP !== undefined) options.topP = topP
  if (maxOutputTokens !== undefined) options.maxOutputTokens = maxOutputTokens
  if (seed !== undefined) options.seed = seed
  if (stopSequences !== undefined) options.stopSequences = [...stopSequences]
  if (reasoningEffort !== undefined) options.reasoning = reasoningEffort
  const providerOptions = adapter.providerOptions?.(serviceTier)
  if (providerOptions !== undefined) options.providerOptions = providerOptions
  return options
}

function modelMessage({ role, content }: PromptMessage): ModelMessage {
  return role === 'system' ? { role, content } : { role, content: [{ type: 'text', text: content }] }
}
