import { namesIn } from '#contract/placeholders'
import type { DraftCheck } from './checks/draft-check.ts'
import type { Draft } from './draft.ts'

type Sent = Pick<Draft, 'promptKind' | 'prompt' | 'messages' | 'turns' | 'checks'>

/** The names that stand in `{{…}}` in what the draft sends and what it expects, each once, in the order they first appear. */
export function variablesOf({ promptKind, prompt, messages, turns, checks }: Sent): string[] {
  const first = promptKind === 'prompt' ? [prompt] : messages.map(({ content }) => content)
  return namesIn([...first, ...turns.map(({ content }) => content), ...checks.flatMap(expectedOf)])
}

/** What of a check is filled from a row. */
function expectedOf(check: DraftCheck): string[] {
  switch (check.type) {
    case 'equals':
    case 'contains':
    case 'icontains':
    case 'starts-with':
    case 'numeric':
      return [check.value]
    case 'one-of':
      return [check.values]
    case 'regex':
      return [check.pattern]
    case 'rubric':
      return [check.rubric]
    case 'all':
    case 'any':
      return check.checks.flatMap(expectedOf)
    case 'is-json':
    case 'json-schema':
    case 'max-cost':
    case 'max-latency':
      return []
  }
}
