import type { Batch } from '#contract/batch'
import { batchMessages, promptBytes, readPrompts, renderMessages, tokensUpperOf } from '#engine/batches'

/** The prompts of a run as far as the scheduler cares for them. */
export interface PromptSizes {
  /** UTF-8 bytes of each, as sent. */
  readonly bytes: Uint32Array
  /** Tokens that wrap each, at most. */
  readonly framingTokens: number
}

/** Of a batch: reads its dataset once. INVALID_INPUT as `readPrompts`. */
export async function promptSizesOf(batch: Batch): Promise<PromptSizes> {
  const template = batchMessages(batch)
  const bytes: number[] = []
  for await (const { variables } of readPrompts(batch)) bytes.push(promptBytes(renderMessages(template, variables)))
  return { bytes: Uint32Array.from(bytes), framingTokens: tokensUpperOf(0, template.length) }
}
