import type { Message, Variables } from '#contract/batch'
import { ownMessages } from './own-columns.ts'
import { constantTexts, renderMessages, variablesOf } from './template.ts'

const mostChars = 120
/** So much of what stands before the part that differs is shown with it. */
const leadChars = 40

/** One line of a prompt: its last message that differs from prompt to prompt, about the part that does. At most 120 characters. */
export function promptExcerpt(messages: readonly Message[], variables: Variables): string {
  const [own] = ownMessages(variables)?.slice(-1) ?? []
  if (own !== undefined) return oneLine(own.content.slice(0, 4 * mostChars))
  const shown = messages.findLast((message) => variablesOf([message]).length > 0) ?? messages.at(-1)
  if (shown === undefined) return ''
  const constant = (constantTexts([shown])[0] ?? '').length
  const isFar = variablesOf([shown]).length > 0 && constant > mostChars / 2
  const [{ content } = shown] = renderMessages([shown], variables)
  return oneLine(content.slice(isFar ? constant - leadChars : 0, (isFar ? constant : 0) + 4 * mostChars), isFar ? '… ' : '')
}

function oneLine(text: string, lead = ''): string {
  const line = `${lead}${text.replaceAll(/\s+/g, ' ').trim()}`
  return line.length <= mostChars ? line : `${line.slice(0, mostChars - 1)}…`
}
