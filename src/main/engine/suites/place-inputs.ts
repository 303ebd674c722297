import type { Message } from '#contract/batch'
import { escapePlaceholders } from '#contract/placeholders'
import type { Template } from './suite.ts'

/** What a row asks: a text of the user, or a conversation. */
export type Input = string | readonly Message[]

export interface PlacedInputs {
  /** undefined: no template fits them all, and each row brings its messages. */
  readonly template: Template | undefined
  /** Of each, what stands in the template's column: what varies. Without a template what the user says last. */
  readonly texts: readonly string[]
  readonly messages: readonly (readonly Message[] | undefined)[]
}

/** One template for all rows where their conversations differ in one message at most, else the messages of each. `column`: what the template names. */
export function placeInputs(inputs: readonly Input[], column: string): PlacedInputs {
  const all = inputs.map((input): readonly Message[] => (typeof input === 'string' ? [{ role: 'user', content: input }] : input))
  const [first] = all
  const varying = first === undefined ? undefined : varyingPlace(all, first)
  if (first === undefined || varying === undefined) return { template: undefined, texts: all.map(lastWords), messages: all }
  const written = first.map(({ role, content }, index) => ({
    role,
    content: index === varying ? `{{${column}}}` : escapePlaceholders(content),
  }))
  const [only] = written
  return {
    template: written.length === 1 && only?.role === 'user' ? { prompt: only.content } : { messages: written },
    texts: all.map((messages) => messages[varying]?.content ?? ''),
    messages: all.map(() => undefined),
  }
}

/** The one message in which they differ; where none does, the last of the user. */
function varyingPlace(all: readonly (readonly Message[])[], first: readonly Message[]): number | undefined {
  const differing = new Set<number>()
  for (const messages of all) {
    if (messages.length !== first.length) return undefined
    for (const [index, { role, content }] of messages.entries()) {
      if (role !== first[index]?.role) return undefined
      if (content !== first[index]?.content) differing.add(index)
    }
    if (differing.size > 1) return undefined
  }
  const [place] = differing
  if (place !== undefined) return place
  const last = first.findLastIndex(({ role }) => role === 'user')
  return last === -1 ? undefined : last
}

function lastWords(messages: readonly Message[]): string {
  return messages.findLast(({ role }) => role === 'user')?.content ?? messages.at(-1)?.content ?? ''
}
