import type { PromptMessage, StructuredOutput } from '#engine/ports'

/** The prompt with the schema in words, for wires that have none for it: after the system message that begins it, or as one. */
export function messagesAsking(messages: readonly PromptMessage[], { schema }: StructuredOutput): readonly PromptMessage[] {
  const words = `Answer with one JSON object and nothing else. It keeps to this JSON Schema:\n${JSON.stringify(schema)}`
  const [first, ...rest] = messages
  if (first?.role !== 'system') return [{ role: 'system', content: words }, ...messages]
  return [{ role: 'system', content: `${first.content}\n\n${words}` }, ...rest]
}
