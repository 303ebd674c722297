import type { Message, Variables } from '#contract/batch'
import { renderMessages, renderTurns } from './template.ts'

/** Everything that was said before a probe's last answer: its prompt, and each answer that a further turn followed, with that turn. */
export function saidTo(
  { messages, turns }: { readonly messages: readonly Message[]; readonly turns: readonly string[] },
  variables: Variables,
  answers: readonly { readonly text: string }[],
): Message[] {
  const further = renderTurns(turns.slice(0, answers.length), variables)
  return [
    ...renderMessages(messages, variables),
    ...answers.flatMap(({ text }, index): Message[] => [
      { role: 'assistant', content: text },
      { role: 'user', content: further[index] ?? '' },
    ]),
  ]
}
