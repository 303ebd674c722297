import type { Message, Variables } from '#contract/batch'
import { renderMessages } from '#engine/batches'
import { FrozenBatch } from '#engine/runs'
import type { AnswerToCheck, Storage } from '#engine/storage'
import type { RunToCheck } from './checked-run.ts'

/** All that was said before an answer: what was sent at first, and of several turns what came between. */
export async function conversationOf(storage: Pick<Storage, 'read'>, run: RunToCheck, row: AnswerToCheck): Promise<readonly Message[]> {
  const found = await storage.read('findCheckedRun', { runId: run.runId })
  if (found === undefined) return []
  const { messages } = FrozenBatch.parse(JSON.parse(found.batch))
  return renderMessages(messages, JSON.parse(row.variables) as Variables)
}
