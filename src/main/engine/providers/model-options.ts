import type { PromptMessage, Rehearsal } from '#engine/ports'
import type { ModelMessage, ModelOptions, WireAdapter } from '#engine/providers/wire'
import { messagesAsking } from './structured-output.ts'

/** A call in the SDK's words. What was not given is absent, so the provider's own default holds. */
export function modelOptions(call: Rehearsal, adapter: WireAdapter, abortSignal: AbortSignal): ModelOptions {
  const { temperature, topP, maxOutputTokens, seed, stopSequences, reasoningEffort, serviceTier, output } = call.parameters
  const isSchemaSaid = output !== undefined && adapter.schemaAt === undefined
  const messages = isSchemaSaid ? messagesAsking(call.messages, output) : call.messages
  const options: ModelOptions = { prompt: messages.map(modelMessage), abortSignal }
  if (temperature !== undefined) options.temperature = temperature
  if (topP !== undefined) options.topP = topP
  if (maxOutputTokens !== undefined) options.maxOutputTokens = maxOutputTokens
  if (seed !== undefined) options.seed = seed
  if (stopSequences !== undefined) options.stopSequences = [...stopSequences]
  if (reasoningEffort !== undefined) options.reasoning = reasoningEffort
  if (output !== undefined)
    options.responseFormat = isSchemaSaid ? { type: 'json' } : { type: 'json', name: output.name, schema: output.schema }
  const providerOptions = adapter.providerOptions?.(serviceTier)
  if (providerOptions !== undefined) options.providerOptions = providerOptions
  return options
}

function modelMessage({ role, content }: PromptMessage): ModelMessage {
  return role === 'system' ? { role, content } : { role, content: [{ type: 'text', text: content }] }
}
