import path from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { Storage } from '#engine/storage'
import { openDatabase } from '../../src/main/engine/storage/sqlite/open-database.ts'
import { ControlledDisk } from '../fakes/controlled-disk.ts'
import { RecordingLog } from '../fakes/recording-log.ts'
import { VirtualClock } from '../fakes/virtual-clock.ts'
import { modelInput, pageInput, providerInput, runInput } from './ledger.ts'
import { begunWorkspace } from './new-workspace.ts'

export interface StorageUnderTest {
  readonly storage: Storage
  readonly workspace: string
  readonly file: string
  readonly clock: VirtualClock
  readonly log: RecordingLog
  readonly disk: ControlledDisk
}

/** Real storage threads on a real file, over a disk the test controls; closed when the test has ended. A workspace that is given is left as it is. */
export async function openStorage(workspace = begunWorkspace()): Promise<StorageUnderTest> {
  const clock = new VirtualClock()
  const log = new RecordingLog()
  const disk = new ControlledDisk(workspace)
  onTestFinished(() => disk.close())
  const storage = await Storage.open({ workspace, threadUrl: new URL(inject('controlledStorageThread')), clock, log })
  onTestFinished(() => storage.close())
  return { storage, workspace, file: path.join(workspace, 'assay.db'), clock, log, disk }
}

/** Provider, model, price and run 1, with so many planned probes: 1, 2, 3, … */
export async function planRun(storage: Storage, probes: number): Promise<void> {
  await storage.write('edit', providerInput())
  await storage.write('edit', modelInput())
  const { runId } = await storage.write('createRun', runInput())
  const page = pageInput(runId, probes)
  await storage.write('addPrompts', page.prompts)
  await storage.write('planProbes', page.probes)
}

/** What a connection of somebody else's sees at this moment. */
export function onDisk(file: string, sql: string): unknown[] {
  const db = openDatabase(file, { readonly: true })
  try {
    return db.prepare(sql).all()
  } finally {
    db.close()
  }
}
