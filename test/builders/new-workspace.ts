import { copyFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inject } from 'vitest'
import { reserveBytes } from '../../src/main/engine/storage/storage-error.ts'
import type {} from '../provided.ts'
import { temporaryFolder } from './temporary-folder.ts'

/**
 * What an engine makes of a workspace before anything else, where there is none: the newest schema, empty, and the reserve. Made by the engine
 * itself both take as long as the rest of its start; that it makes them is for tests that leave this out. The reserve takes up no room: tests say when a disk is full.
 */
export function beginWorkspace(workspace: string): void {
  const [file, reserve] = [path.join(workspace, 'assay.db'), path.join(workspace, 'assay.reserve')]
  // The bench has an engine of its own make what it needs.
  if (existsSync(file) || process.env['VITEST'] === undefined) return
  mkdirSync(workspace, { recursive: true })
  copyFileSync(inject('emptyDatabase'), file)
  if (existsSync(reserve)) return
  writeFileSync(reserve, '')
  truncateSync(reserve, reserveBytes)
}

/** A folder of the running test's own, with that in it. */
export function begunWorkspace(): string {
  const workspace = temporaryFolder()
  beginWorkspace(workspace)
  return workspace
}

/** The empty database as bytes. One in memory has no log beside it, so it does not say that it had one (bytes 18 and 19; https://www.sqlite.org/fileformat.html). */
export function emptyImage(): Buffer {
  const image = readFileSync(inject('emptyDatabase'))
  image.fill(1, 18, 20)
  return image
}
