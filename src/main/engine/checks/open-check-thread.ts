import { WorkThread } from '#engine/threads'
import type { Work } from './thread-work.ts'

/** What all checking together may take of the machine. */
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 }

/** Holds answers against checks. */
export type CheckThread = WorkThread<Work>

export function openCheckThread(url: URL): CheckThread {
  return new WorkThread({ url, name: 'checking', resourceLimits })
}
