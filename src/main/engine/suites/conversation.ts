import type { Message } from '#contract/batch'
import type { Notes, Place } from './notes.ts'
import { isObject, type Json, own, shown } from './values.ts'

/** A list of `{ role, content }` as messages; undefined, and noted as a flaw, where one of them cannot be sent. */
export function readMessages(value: readonly unknown[], place: Place, notes: Notes): Message[] | undefined {
  if (value.length === 0) notes.flaw(place, 'expected at least one message { role, content }, got an empty list')
  if (value.length > 200) notes.flaw(place, `expected at most 200 messages, got ${value.length}`)
  if (value.length === 0 || value.length > 200) return undefined
  const read = value.map((message, index) => readMessage(message, { ...place, field: `${place.field}[${index}]` }, notes))
  const messages = read.filter((message) => message !== undefined)
  return messages.length === read.length ? messages : undefined
}

const carried: ReadonlySet<string> = new Set(['role', 'content', 'name'])

function readMessage(value: unknown, place: Place, notes: Notes): Message | undefined {
  if (!isObject(value)) {
    notes.flaw(place, `expected a message { role, content }, got ${shown(value)}`)
    return undefined
  }
  const role = roleOf(value, place, notes)
  const content = contentOf(own(value, 'content'), { ...place, field: `${place.field}.content` }, notes)
  if (role === undefined || content === undefined) return undefined
  for (const [key, given] of Object.entries(value))
    if (!carried.has(key) && given !== null)
      notes.lost({ ...place, field: `${place.field}.${key}` }, 'a message has a role and a content here, nothing else')
  return { role, content }
}

function roleOf(message: Json, place: Place, notes: Notes): Message['role'] | undefined {
  const [role, name] = [own(message, 'role'), own(message, 'name')]
  const named = { ...place, field: `${place.field}.name` }
  if (role === 'system' && (name === 'example_user' || name === 'example_assistant')) {
    notes.changed(named, 'a turn of an example: it is sent as a turn of the conversation')
    return name === 'example_user' ? 'user' : 'assistant'
  }
  if (name !== undefined && name !== null) notes.lost(named, 'a message has no name here')
  if (role === 'system' || role === 'user' || role === 'assistant') return role
  if (role === 'developer') {
    notes.changed({ ...place, field: `${place.field}.role` }, 'a message of the developer: it is sent as one of the system')
    return 'system'
  }
  notes.flaw({ ...place, field: `${place.field}.role` }, `expected system, user or assistant, got ${shown(role)}`)
  return undefined
}

function contentOf(content: unknown, place: Place, notes: Notes): string | undefined {
  if (typeof content === 'string') return content
  if (Array.isArray(content)) {
    const parts = content.map(partText)
    const texts = parts.filter((part) => part !== undefined)
    if (texts.length === parts.length) return texts.join('\n')
    notes.flaw(place, 'expected parts of text alone: pictures, sound and files cannot be sent')
    return undefined
  }
  notes.flaw(place, `expected text, got ${shown(content)}`)
  return undefined
}

function partText(part: unknown): string | undefined {
  if (typeof part === 'string') return part
  const text = isObject(part) && (own(part, 'type') === 'text' || own(part, 'type') === 'input_text') ? own(part, 'text') : undefined
  return typeof text === 'string' ? text : undefined
}
