import { Parameters } from '#contract/batch'
import type { Notes } from '../notes.ts'
import type { Spot } from '../spot.ts'
import type { NamedModel } from '../suite.ts'
import { isObject, type Json, own, shown } from '../values.ts'
import { sayOthers } from './others.ts'

/** What `providers` of promptfoo holds: `openai:gpt-4o`, `{ id, config }`, or `{ 'openai:gpt-4o': { config } }`. */
export function readProviders(value: unknown, spot: Spot, notes: Notes): NamedModel[] {
  if (value === undefined || value === null) return []
  const items = Array.isArray(value) ? value : [value]
  return items.flatMap((item, index) => {
    const at = Array.isArray(value) ? spot.in(index) : spot
    const read = readProvider(item, at, notes)
    return read === undefined ? [] : [read]
  })
}

function readProvider(value: unknown, spot: Spot, notes: Notes): NamedModel | undefined {
  if (typeof value === 'string') return { name: value, refs: refsOf(value), parameters: {} }
  const [only, ...rest] = isObject(value) ? Object.keys(value) : []
  const inner =
    isObject(value) && only !== undefined && rest.length === 0 && only !== 'id' && only !== 'config' ? own(value, only) : undefined
  const named = only !== undefined && isObject(inner) ? { object: inner, id: only, at: spot.in(only) } : undefined
  const object = named?.object ?? (isObject(value) ? value : undefined)
  const id = named?.id ?? (object === undefined ? undefined : own(object, 'id'))
  if (object === undefined || typeof id !== 'string') {
    notes.flaw(spot, `expected a provider such as openai:gpt-4o, or { id, config }, got ${shown(value)}`)
    return undefined
  }
  const at = named?.at ?? spot
  sayOthers(object, ['id', 'config'], at, notes)
  const config = own(object, 'config')
  return { name: id, refs: refsOf(id), parameters: isObject(config) ? parametersOf(config, at.in('config'), notes) : {} }
}

/** The kinds of calls that promptfoo names between a provider and its model. */
const kinds: ReadonlySet<string> = new Set(['chat', 'completion', 'responses', 'messages'])
const aliases: Readonly<Record<string, string>> = { vertex: 'google', palm: 'google', togetherai: 'together', 'google-ai-studio': 'google' }

/** What a provider of promptfoo may be called here: `openai:chat:gpt-4o` is `openai/gpt-4o`. */
function refsOf(id: string): string[] {
  const [provider = '', ...parts] = id.trim().split(':')
  const model = (parts.length > 1 && kinds.has(parts[0] ?? '') ? parts.slice(1) : parts).join(':')
  if (model === '') return [id]
  return [`${Object.hasOwn(aliases, provider) ? aliases[provider] : provider}/${model}`, `openrouter/${model}`]
}

const parameterNames: Readonly<Record<string, keyof Parameters>> = {
  temperature: 'temperature',
  max_tokens: 'maxOutputTokens',
  max_completion_tokens: 'maxOutputTokens',
  max_output_tokens: 'maxOutputTokens',
  maxOutputTokens: 'maxOutputTokens',
  maxTokens: 'maxOutputTokens',
  top_p: 'topP',
  topP: 'topP',
  seed: 'seed',
  stop: 'stopSequences',
  stop_sequences: 'stopSequences',
  reasoning_effort: 'reasoningEffort',
  service_tier: 'serviceTier',
}

function parametersOf(config: Json, spot: Spot, notes: Notes): Parameters {
  const found: [string, unknown][] = []
  for (const [key, value] of Object.entries(config)) {
    const name = Object.hasOwn(parameterNames, key) ? parameterNames[key] : undefined
    if (name === undefined) continue
    const given = name === 'stopSequences' && typeof value === 'string' ? [value] : value
    if (Parameters.shape[name].safeParse(given).success) found.push([name, given])
    else notes.flaw(spot.in(key), `it is no value for ${name}, got ${shown(value)}`)
  }
  sayOthers(config, Object.keys(parameterNames), spot, notes)
  return Parameters.parse(Object.fromEntries(found))
}
