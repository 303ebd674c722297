import path from 'node:path'
import { onTestFinished } from 'vitest'
import { type OpenWorkspace, openWorkspace } from '../../src/main/engine/storage/open-workspace.ts'
import { openDatabase } from '../../src/main/engine/storage/sqlite/open-database.ts'
import type { WriterData } from '../../src/main/engine/storage/thread-protocol.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { planInto, writerOf } from './write-context.ts'

/** When every workspace here is opened. */
export const nowMs = 1_795_000_000_000

/** What the writer's thread is begun with. */
export function dataOf(workspace: string): WriterData {
  return {
    role: 'writer',
    workspace,
    file: path.join(workspace, 'assay.db'),
    lockFile: path.join(workspace, 'assay.lock'),
    reserveFile: path.join(workspace, 'assay.reserve'),
    backupFolder: path.join(workspace, 'backups'),
    nowMs,
  }
}

/** Opened until the test ends or closes it. */
export function open(workspace: string): OpenWorkspace {
  const opened = openWorkspace(dataOf(workspace), openDatabase)
  onTestFinished(() => {
    if (opened.context.db.open) opened.close()
  })
  return opened
}

/** A workspace that was used, and closed. */
export function usedWorkspace(): string {
  const workspace = temporaryFolder()
  const opened = open(workspace)
  planInto(writerOf(opened.context, opened.opened.epoch), 3)
  opened.close()
  return workspace
}
