import type { Message, Variables } from '#contract/batch'
import { saidTo } from '#engine/batches'
import { FrozenBatch } from '#engine/runs'
import type { AnswerToCheck, Storage } from '#engine/storage'
import type { RunToCheck } from './checked-run.ts'

/** All that was said before an answer: what was sent at first, and of several turns what came between. An answer in between that was dropped stands as empty. */
export async function conversationOf(storage: Pick<Storage, 'read'>, run: RunToCheck, row: AnswerToCheck): Promise<readonly Message[]> {
  const found = await storage.read('findCheckedRun', { runId: run.runId })
  if (found === undefined) return []
  const batch = FrozenBatch.parse(JSON.parse(found.batch))
  const { turns } = batch
  const answers = turns.length === 0 ? [] : await storage.read('answersOfProbe', { probeId: row.probeId, limit: turns.length })
  return saidTo(
    batch,
    JSON.parse(row.variables) as Variables,
    turns.map((_, place) => ({ text: answers[place] ?? '' })),
  )
}
