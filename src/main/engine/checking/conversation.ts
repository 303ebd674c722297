import type { Message, Variables } from '#contract/batch'
import { renderMessages, renderTurns } from '#engine/batches'
import { FrozenBatch } from '#engine/runs'
import type { AnswerToCheck, Storage } from '#engine/storage'
import type { RunToCheck } from './checked-run.ts'

/** All that was said before an answer: what was sent at first, and of several turns what came between. An answer in between that was dropped stands as empty. */
export async function conversationOf(storage: Pick<Storage, 'read'>, run: RunToCheck, row: AnswerToCheck): Promise<readonly Message[]> {
  const found = await storage.read('findCheckedRun', { runId: run.runId })
  if (found === undefined) return []
  const { messages, turns } = FrozenBatch.parse(JSON.parse(found.batch))
  const variables = JSON.parse(row.variables) as Variables
  const first = renderMessages(messages, variables)
  if (turns.length === 0) return first
  const answers = await storage.read('answersOfProbe', { probeId: row.probeId, limit: turns.length })
  return [
    ...first,
    ...renderTurns(turns, variables).flatMap((content, place): Message[] => [
      { role: 'assistant', content: answers[place] ?? '' },
      { role: 'user', content },
    ]),
  ]
}
