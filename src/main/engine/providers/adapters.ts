import type { ProviderKind } from '#engine/ports'
import type { WireAdapter } from '#engine/providers/wire'
import { openaiCompatible } from './openai-compatible/adapter.ts'

/** Who speaks which wire format. The SDK packages behind them are loaded when the first model of a kind is opened. */
export const adapters: Readonly<Partial<Record<ProviderKind, WireAdapter>>> = {
  'openai-compatible': openaiCompatible,
  simulator: openaiCompatible,
}
