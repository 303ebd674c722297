import type { Batch, Message } from '#contract/batch'
import { promptBytes, readPrompts, renderMessages, renderTurns } from '#engine/batches'
import { bodyHashOf } from './body-hash.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

const pageSize = 500

/** Streams the batch's prompts into the run, a page at a time; the dataset is not read again. Before each page `check` may throw. Answers with how many. INVALID_INPUT as `readPrompts`. */
export async function writePrompts(
  storage: SchedulerPorts['storage'],
  runId: number,
  batch: Batch,
  messages: readonly Message[],
  check: () => void,
): Promise<number> {
  let count = 0
  let page: { variables: string; bodyHash: string; bytes: number }[] = []
  const flush = async (): Promise<void> => {
    check()
    await storage.write('addPrompts', { runId, fromIdx: count - page.length, prompts: page })
    page = []
  }
  for await (const prompt of readPrompts(batch)) {
    const rendered = renderMessages(messages, prompt.variables)
    page.push({
      variables: JSON.stringify(prompt.variables),
      bodyHash: bodyHashOf(rendered, renderTurns(batch.turns ?? [], prompt.variables)),
      bytes: promptBytes(rendered),
    })
    count += 1
    if (page.length === pageSize) await flush()
  }
  if (page.length > 0) await flush()
  return count
}
