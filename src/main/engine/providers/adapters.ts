import type { ProviderKind } from '#engine/ports'
import type { WireAdapter } from '#engine/providers/wire'
import { anthropic } from './anthropic/adapter.ts'
import { deepseek } from './deepseek/adapter.ts'
import { google } from './google/adapter.ts'
import { mistral } from './mistral/adapter.ts'
import { openaiChat } from './openai-chat/adapter.ts'
import { openaiCompatible, simulator } from './openai-compatible/adapter.ts'
import { openaiResponses } from './openai-responses/adapter.ts'
import { xai } from './xai/adapter.ts'

/** Who speaks which wire format. The SDK packages behind them are loaded when the first model of a kind is opened. */
export const adapters: Readonly<Record<ProviderKind, WireAdapter>> = {
  openai: openaiResponses,
  'openai-chat': openaiChat,
  anthropic,
  google,
  mistral,
  xai,
  deepseek,
  'openai-compatible': openaiCompatible,
  simulator,
}
