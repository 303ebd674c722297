import type { Message } from '#contract/batch'
import type { DraftMessage } from './draft.ts'
import { nextId } from './listed.ts'

/** A new one answers the last: a user's after an assistant's or a system's, an assistant's after a user's. */
export function addMessage(messages: readonly DraftMessage[]): DraftMessage[] {
  return [...messages, { id: nextId(messages), role: messages.at(-1)?.role === 'user' ? 'assistant' : 'user', content: '' }]
}

export function setMessage(messages: readonly DraftMessage[], id: number, change: Partial<Message>): DraftMessage[] {
  return messages.map((message) => (message.id === id ? { ...message, ...change } : message))
}

export function removeMessage(messages: readonly DraftMessage[], id: number): DraftMessage[] {
  return messages.filter((message) => message.id !== id)
}
