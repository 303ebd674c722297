import type { Message } from '#contract/batch'
import type { DraftMessage } from './draft.ts'

/** A new one answers the last: a user's after an assistant's or a system's, an assistant's after a user's. */
export function addMessage(messages: readonly DraftMessage[]): DraftMessage[] {
  const id = Math.max(-1, ...messages.map((message) => message.id)) + 1
  return [...messages, { id, role: messages.at(-1)?.role === 'user' ? 'assistant' : 'user', content: '' }]
}

export function setMessage(messages: readonly DraftMessage[], id: number, change: Partial<Message>): DraftMessage[] {
  return messages.map((message) => (message.id === id ? { ...message, ...change } : message))
}

export function removeMessage(messages: readonly DraftMessage[], id: number): DraftMessage[] {
  return messages.filter((message) => message.id !== id)
}

/** One place towards the beginning (-1) or the end (1); at the ends nothing moves. */
export function moveMessage(messages: readonly DraftMessage[], index: number, by: -1 | 1): readonly DraftMessage[] {
  const [one, other] = [messages[index], messages[index + by]]
  return one === undefined || other === undefined ? messages : messages.with(index, other).with(index + by, one)
}
