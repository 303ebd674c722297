import type { Draft } from './draft.ts'

/** As the engine reads it: a name in double braces, but not behind a backslash. */
const placeholder = /\\?\{\{[ \t]*([\p{L}\p{N}_](?:[\p{L}\p{N}_ .\-/#()%]*[\p{L}\p{N}_)%])?)[ \t]*\}\}/gu

/** The names that stand in `{{…}}` in what the draft sends, each once, in the order they first appear. */
export function variablesOf({ promptKind, prompt, messages }: Pick<Draft, 'promptKind' | 'prompt' | 'messages'>): string[] {
  const texts = promptKind === 'prompt' ? [prompt] : messages.map(({ content }) => content)
  const names = texts.flatMap((text) =>
    Array.from(text.matchAll(placeholder), ([match, name = '']) => (match.startsWith('\\') ? [] : [name])).flat(),
  )
  return [...new Set(names)]
}
