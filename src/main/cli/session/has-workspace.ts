import { existsSync } from 'node:fs'
import path from 'node:path'

/** Whether the folder is a workspace already; else the first command that keeps something makes it one. */
export function hasWorkspace(folder: string): boolean {
  return existsSync(path.join(folder, 'assay.db'))
}
