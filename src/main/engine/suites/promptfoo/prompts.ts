import { parse } from 'yaml'
import type { Message } from '#contract/batch'
import { readMessages } from '../conversation.ts'
import type { Notes } from '../notes.ts'
import type { Spot } from '../spot.ts'
import { isObject, type Json, own, shown } from '../values.ts'
import type { Beside } from './beside.ts'
import { sayOthers, whereFilesAre } from './others.ts'
import { fromNunjucks } from './templates.ts'

/** A prompt with `{{columns}}` in it. */
export interface NamedPrompt {
  readonly name: string
  readonly messages: readonly Message[]
}

/** What `prompts` of promptfoo holds: one or several texts, conversations, or `{ raw, label }`. */
export function readPrompts(value: unknown, spot: Spot, notes: Notes, beside: Beside): NamedPrompt[] {
  if (value === undefined || value === null) return []
  const listed = (Array.isArray(value) ? value : [value]).flatMap((item, index): readonly (readonly [unknown, Spot])[] => {
    const at = Array.isArray(value) ? spot.in(index) : spot
    return beside.prompts(item)?.map((text) => [text, at] as const) ?? [[item, at]]
  })
  return listed.flatMap(([item, at], index) => {
    if (listed.length === 1 && isObject(item)) sayUnnamed(item, at, notes)
    const read = readPrompt(item, at, notes, beside)
    return read === undefined ? [] : [{ name: read.name ?? `prompt ${index + 1}`, messages: read.messages }]
  })
}

function sayUnnamed(item: Json, spot: Spot, notes: Notes): void {
  if (own(item, 'label') !== undefined) notes.lost(spot.in('label'), 'a prompt that is the only one has no name')
  else if (own(item, 'id') !== undefined && Object.keys(item).length > 1)
    notes.lost(spot.in('id'), 'a prompt that is the only one has no name')
}

interface ReadPrompt {
  readonly name: string | undefined
  readonly messages: readonly Message[]
}

function readPrompt(value: unknown, spot: Spot, notes: Notes, beside: Beside): ReadPrompt | undefined {
  if (typeof value === 'string') return promptOf(value, undefined, spot, notes)
  if (Array.isArray(value)) return conversation(value, undefined, spot, notes)
  if (!isObject(value)) {
    notes.flaw(spot, `expected a text, or a list of messages, got ${shown(value)}`)
    return undefined
  }
  const key = ['raw', 'prompt', 'content'].find((name) => own(value, name) !== undefined)
  const [label, id] = [own(value, 'label'), own(value, 'id')]
  sayOthers(value, ['label', 'id', ...(key === undefined ? [] : [key])], spot, notes)
  if (label !== undefined && id !== undefined && key !== undefined) notes.lost(spot.in('id'), 'a prompt is called by its label')
  const name = typeof label === 'string' ? label : typeof id === 'string' ? id : undefined
  const given = key === undefined ? id : own(value, key)
  const raw = beside.text(given) ?? given
  if (Array.isArray(raw)) return conversation(raw, name, spot.in(key ?? 'id'), notes)
  if (typeof raw === 'string') return promptOf(raw, name, spot.in(key ?? 'id'), notes)
  notes.flaw(spot, 'expected a prompt { raw, label }')
  return undefined
}

const filePattern = /^(?:file:\/\/|exec:|[^\s{}]+\.(?:txt|json|jsonl|ya?ml|md|csv|j2|py|[cm]?[jt]s)(?::\w+)?$)/

function promptOf(text: string, name: string | undefined, spot: Spot, notes: Notes): ReadPrompt | undefined {
  if (filePattern.test(text.trim())) {
    notes.flaw(spot, `expected the prompt itself, got ${shown(text)}: ${whereFilesAre}`)
    return undefined
  }
  const messages = /^\s*\[|^\s*-\s+role\s*:/.test(text) ? listIn(text) : undefined
  if (messages !== undefined) return conversation(messages, name, spot, notes)
  if (text === '') notes.flaw(spot, 'expected a text, got an empty one')
  return text === '' ? undefined : { name, messages: [{ role: 'user', content: fromNunjucks(text, spot, notes) }] }
}

/** A conversation written as JSON, or as YAML, in a text. */
function listIn(text: string): readonly unknown[] | undefined {
  try {
    const read: unknown = text.trimStart().startsWith('[') ? JSON.parse(text) : parse(text, { maxAliasCount: 0, stringKeys: true })
    return Array.isArray(read) && read.every((item) => isObject(item) && 'role' in item) ? read : undefined
  } catch {
    return undefined
  }
}

function conversation(value: readonly unknown[], name: string | undefined, spot: Spot, notes: Notes): ReadPrompt | undefined {
  const messages = readMessages(value, { line: spot.line, field: spot.field }, notes)
  if (messages === undefined) return undefined
  return { name, messages: messages.map(({ role, content }) => ({ role, content: fromNunjucks(content, spot, notes) })) }
}
