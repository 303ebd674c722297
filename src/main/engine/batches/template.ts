import type { Batch, Message, Variables } from '#contract/batch'
import { fillPlaceholders, namesIn, placeholdersIn } from '#contract/placeholders'
import type { Tokens } from '#contract/units'
import { AppError } from '#engine/failure'

/** The messages of a batch as they were written, placeholders and all; `prompt` is short for one message of the user. */
export function batchMessages(batch: Pick<Batch, 'prompt' | 'messages'>): readonly Message[] {
  return batch.messages ?? [{ role: 'user', content: batch.prompt ?? '' }]
}

/** The names that stand in `{{…}}`, each once, in the order they first appear. An escaped `\{{name}}` names nothing. */
export function variablesOf(messages: readonly Message[]): string[] {
  return namesIn(messages.map(({ content }) => content))
}

/**
 * The messages with each `{{name}}` replaced by the value of that name, and each `\{{name}}` by a literal `{{name}}`.
 * Numbers and booleans are written as in JSON; null is empty text, as an empty cell of a csv is. Values are text: what stands in them is never expanded.
 * Braces around what can be no column's name (`{{}}`, `{{"a": 1}}`) are left as they are.
 * Errors: INVALID_INPUT when a name has no value; `readPrompts` has checked that.
 */
export function renderMessages(messages: readonly Message[], variables: Variables): Message[] {
  return messages.map(({ role, content }) => ({ role, content: fillPlaceholders(content, (name) => wordFor(name, variables)) }))
}

/** What stands between the placeholders, the same in every prompt: of each message as many texts as it has placeholders, and one. */
export function constantTexts(messages: readonly Message[]): string[] {
  return messages.flatMap(({ content }) => {
    const starts = placeholdersIn(content)
    const ends = [...starts.map(({ index }) => index), content.length]
    return ends.map((end, place) => {
      const before = starts[place - 1]
      return content.slice(before === undefined ? 0 : before.index + before.text.length, end)
    })
  })
}

/** UTF-8 bytes of all contents. */
export function promptBytes(messages: readonly Message[]): number {
  return messages.reduce((sum, { content }) => sum + Buffer.byteLength(content, 'utf8'), 0)
}

/** What wraps a request and each of its messages on the wire, in tokens: above what any provider is known to add. */
const framing = { perRequest: 32, perMessage: 16 } as const

/** No tokenizer makes more tokens of a prompt than this: one for each byte, and the provider's own framing. For reservations. */
export function inputTokensUpper(messages: readonly Message[]): Tokens {
  return tokensUpperOf(promptBytes(messages), messages.length)
}

/** The same of so many UTF-8 bytes in so many messages. */
export function tokensUpperOf(bytes: number, messages: number): Tokens {
  return (bytes + framing.perRequest + framing.perMessage * messages) as Tokens
}

function wordFor(name: string, variables: Variables): string {
  if (!Object.hasOwn(variables, name))
    throw new AppError({ code: 'INVALID_INPUT', issues: [{ path: name, message: `no value fills {{${name}}}` }] })
  return String(variables[name] ?? '')
}
