import type { CatalogFormat } from './source-catalog.ts'

/**
 * Names of providers as sources write them, and ours, where they differ. What is sold by another (Azure, Bedrock, Vertex AI) is another provider
 * at other prices, and keeps its own name.
 */
const ours: { readonly [Format in CatalogFormat]: ReadonlyMap<string, string> } = {
  litellm: new Map([
    ['gemini', 'google'],
    ['together_ai', 'togetherai'],
    ['fireworks_ai', 'fireworks-ai'],
    ['moonshot', 'moonshotai'],
    ['novita', 'novita-ai'],
    ['cohere_chat', 'cohere'],
    ['text-completion-openai', 'openai'],
    ['text-completion-codestral', 'codestral'],
    ['vercel_ai_gateway', 'vercel'],
    ['amazon_nova', 'nova'],
  ]),
  'models.dev': new Map(),
  openrouter: new Map(),
  langfuse: new Map(),
}

/** The key under which a source's provider is here. */
export function providerKeyOf(format: CatalogFormat, name: string): string {
  return ours[format].get(name) ?? name.toLowerCase()
}

/** Whose a model is that is named without its provider: by how its name begins. A table, so that no pattern of a file is ever run. */
const beginnings: readonly (readonly [string, string])[] = [
  ['gpt-', 'openai'],
  ['chatgpt-', 'openai'],
  ['ft:gpt-', 'openai'],
  ['o1', 'openai'],
  ['o3', 'openai'],
  ['o4', 'openai'],
  ['claude-', 'anthropic'],
  ['gemini-', 'google'],
  ['gemma-', 'google'],
  ['grok-', 'xai'],
  ['deepseek-', 'deepseek'],
  ['mistral-', 'mistral'],
  ['ministral-', 'mistral'],
  ['magistral-', 'mistral'],
  ['codestral-', 'mistral'],
  ['devstral-', 'mistral'],
  ['pixtral-', 'mistral'],
]

/** undefined: nobody of ours. */
export function providerOfModelName(name: string): string | undefined {
  return beginnings.find(([beginning]) => name.startsWith(beginning))?.[1]
}
