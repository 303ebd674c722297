import type { Batch, Message, Variables } from '#contract/batch'
import { fillPlaceholders, namesIn, placeholdersIn } from '#contract/placeholders'
import type { Tokens } from '#contract/units'
import { AppError } from '#engine/failure'
import { namesInChecks, ownMessages } from './own-columns.ts'

/** The messages of a batch as they were written, placeholders and all; `prompt` is short for one message of the user. None: every row brings its own. */
export function batchMessages({ prompt, messages }: Pick<Batch, 'prompt' | 'messages'>): readonly Message[] {
  return messages ?? (prompt === undefined ? [] : [{ role: 'user', content: prompt }])
}

/** The names that a row must have a value for: those in the batch's messages and turns, the former unless it brings its own, and in what its checks expect. */
export function namesNeeded(batch: Pick<Batch, 'prompt' | 'messages' | 'turns' | 'checks'>, hasOwnMessages = false): string[] {
  const written = hasOwnMessages ? [] : variablesOf(batchMessages(batch))
  return [...new Set([...written, ...namesIn(batch.turns ?? []), ...namesInChecks(batch.checks)])]
}

/** The names that stand in `{{…}}`, each once, in the order they first appear. An escaped `\{{name}}` names nothing. */
export function variablesOf(messages: readonly Message[]): string[] {
  return namesIn(messages.map(({ content }) => content))
}

/**
 * The messages of a prompt: the row's own, as they are; else the template's with each `{{name}}` replaced by the value of that name, and each `\{{name}}` by a literal `{{name}}`.
 * Numbers and booleans are written as in JSON; null is empty text, as an empty cell of a csv is. Values are text: what stands in them is never expanded.
 * Braces around what can be no column's name (`{{}}`, `{{"a": 1}}`) are left as they are.
 * Errors: INVALID_INPUT when a name has no value; `readPrompts` has checked that.
 */
export function renderMessages(messages: readonly Message[], variables: Variables): Message[] {
  const own = ownMessages(variables)
  if (own !== undefined) return own
  return messages.map(({ role, content }) => ({ role, content: fillPlaceholders(content, (name) => wordFor(name, variables)) }))
}

/** What the user says further, filled in like messages that are written in the batch. INVALID_INPUT as `renderMessages`. */
export function renderTurns(turns: readonly string[], variables: Variables): string[] {
  return turns.map((turn) => fillPlaceholders(turn, (name) => wordFor(name, variables)))
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
