import { z } from 'zod'
import { base } from './base.ts'

export const Theme = z.enum(['light', 'dark', 'system'])
export type Theme = z.infer<typeof Theme>

/** In device-independent pixels of the screen; may lie where no display is any more. */
export const WindowBounds = z.strictObject({
  x: z.int().min(-100_000).max(100_000),
  y: z.int().min(-100_000).max(100_000),
  width: z.int().min(100).max(100_000),
  height: z.int().min(100).max(100_000),
  isMaximized: z.boolean(),
})
export type WindowBounds = z.infer<typeof WindowBounds>

/** What is a person's own and changes nothing that the engine does; the same in every workspace but for `lastSeenEventSeq`. */
export const Preferences = z.strictObject({
  theme: Theme,
  /** The unit of amounts in tables. */
  tableUnit: z.enum(['usd', 'cent']),
  /** null: the window was never moved. */
  window: WindowBounds.nullable(),
  /** Folders, the last one opened first. */
  recentWorkspaces: z.array(z.string().min(1).max(4096)).max(20),
  /** Up to which event of this workspace the inbox was seen; 0: none. */
  lastSeenEventSeq: z.int().min(0),
})
export type Preferences = z.infer<typeof Preferences>

export const preferences = {
  get: base.output(Preferences),
  /** Changes what is given, and answers with all of them. STORAGE_FULL: the settings folder takes no files. */
  set: base.input(Preferences.partial()).output(Preferences),
}
