import type { Capabilities } from '#contract/catalog'
import { startOfDayMs } from './day.ts'
import { modelEntry } from './judge-model.ts'
import { litellmPrice } from './litellm-prices.ts'
import { providerKeyOf } from './provider-names.ts'
import {
  type Flaw,
  flagOf,
  isObject,
  type Json,
  type JsonObject,
  type SourceCatalog,
  type SourceEntry,
  skipped,
  textOf,
  tokensOf,
} from './source-catalog.ts'

/** Keys of the map that name no model, and what of a key says that it is a size of image or a term of contract. */
const notModels: ReadonlySet<string> = new Set(['sample_spec', 'fallback_generalizations', 'last_updated'])
const imageSize = /(^|\/)(\d+-x-\d+|max-x-max)\//
const commitment = /\/\d+-month-commitment\//

/** Modes of models that answer a conversation. */
const chatModes: ReadonlySet<string> = new Set(['chat', 'responses'])

/** The price map of LiteLLM: an object by model name, USD per single token. Source: data of 2026-07-24. */
export function readLitellm(document: JsonObject): SourceCatalog {
  return { format: 'litellm', entries: Object.entries(document).map(([key, value]) => readEntry(key, value)), providers: new Map() }
}

function readEntry(key: string, value: Json): SourceEntry {
  const nothing = (provider: string, flaw: Flaw): SourceEntry => ({ sourceKey: key, provider, model: null, flaw })
  if (notModels.has(key) || !isObject(value)) return nothing('', skipped('not_a_model', 'it describes no model'))
  const vendor = textOf(value, 'litellm_provider')
  if (vendor === null) return nothing('', skipped('not_a_model', 'it names no provider'))
  const provider = providerKeyOf('litellm', vendor)
  if (imageSize.test(key)) return nothing(provider, skipped('not_a_model', 'its key is a size of image, not a model'))
  if (commitment.test(key)) return nothing(provider, skipped('not_a_model', 'its key is a term of contract, not a model'))
  const mode = textOf(value, 'mode')
  if (mode === null || !chatModes.has(mode))
    return nothing(provider, skipped('not_chat', mode === null ? 'it does not say what it is for' : `it is for ${mode}`))
  const { price, flaws } = litellmPrice(value)
  const model = {
    provider,
    wireId: key.startsWith(`${vendor}/`) ? key.slice(vendor.length + 1) : key,
    name: null,
    isDeprecated: false,
    contextWindow: tokensOf(value, 'max_input_tokens'),
    maxOutput: tokensOf(value, 'max_output_tokens', 'max_tokens'),
    capabilities: capabilitiesOf(value),
    sunsetAtMs: startOfDayMs(textOf(value, 'deprecation_date')),
    price,
    raw: value,
  }
  return modelEntry(key, model, flaws)
}

function capabilitiesOf(entry: JsonObject): Capabilities {
  const reasoning = flagOf(entry, 'supports_reasoning')
  const vision = flagOf(entry, 'supports_vision')
  const tools = flagOf(entry, 'supports_function_calling')
  return {
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(vision === undefined ? {} : { vision }),
    ...(tools === undefined ? {} : { tools }),
  }
}
