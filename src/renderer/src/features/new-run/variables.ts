import { namesIn } from '#contract/placeholders'
import type { Draft } from './draft.ts'

/** The names that stand in `{{…}}` in what the draft sends, each once, in the order they first appear. */
export function variablesOf({ promptKind, prompt, messages }: Pick<Draft, 'promptKind' | 'prompt' | 'messages'>): string[] {
  return namesIn(promptKind === 'prompt' ? [prompt] : messages.map(({ content }) => content))
}
