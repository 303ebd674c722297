import { WorkThread } from '#engine/threads'
import type { Work } from './thread-work.ts'

/** What all reports together may take of the machine. */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 }

/** Writes reports, and answers what takes long about them. */
export type ExportThread = WorkThread<Work>

export function openExportThread(url: URL): ExportThread {
  return new WorkThread({ url, name: 'export', resourceLimits })
}
