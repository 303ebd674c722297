import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrations } from '#migrations'
import { keepCopy } from '../../src/main/engine/storage/keep-copy.ts'
import { openWorkspace } from '../../src/main/engine/storage/open-workspace.ts'
import { migrate } from '../../src/main/engine/storage/sqlite/migrate.ts'
import { openDatabase } from '../../src/main/engine/storage/sqlite/open-database.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { Child } from '../processes/child.ts'
import type { DeathOrder } from './dying-process.ts'

const entry = new URL('./dying-process.ts', import.meta.url)
const newest = migrations.at(-1)?.version ?? 0
const within = (workspace: string, name: string) => path.join(workspace, name)

/** A workspace of the first version of the app, with something in it. */
function oldWorkspace(): string {
  const workspace = temporaryFolder()
  const db = openDatabase(within(workspace, 'assay.db'))
  migrate(db, { steps: migrations.slice(0, 1) })
  db.exec(`insert into workspace (id, epoch, created_at_ms) values (1, 7, 0);
    insert into system_setting (key, value, revision, updated_at_ms) values ('kept', '"yes"', 3, 0)`)
  db.close()
  return workspace
}

async function dies(order: DeathOrder): Promise<void> {
  const { signal, errors } = await new Child({ entry, order, patienceMs: 60_000 }).ended
  expect([signal, errors]).toEqual(['SIGKILL', ''])
}

/** What the next start finds. */
function reopened(workspace: string) {
  const opened = openWorkspace(
    {
      ...{ role: 'writer', workspace, file: within(workspace, 'assay.db'), lockFile: within(workspace, 'assay.lock') },
      ...{ reserveFile: within(workspace, 'assay.reserve'), backupFolder: within(workspace, 'backups'), nowMs: 1 },
    },
    openDatabase,
  )
  onTestFinished(() => opened.close())
  const { db } = opened.context
  return {
    ...{ db, opened: opened.opened },
    kept: db.prepare("select value from system_setting where key = 'kept'").pluck().get(),
    check: db.pragma('integrity_check', { simple: true }),
  }
}

const copies = (workspace: string) => readdirSync(within(workspace, 'backups')).sort()
const versionOf = (file: string) => {
  const db = openDatabase(file, { readonly: true })
  const found = [db.pragma('user_version', { simple: true }), db.pragma('integrity_check', { simple: true })]
  db.close()
  return found
}

describe('a kill', { timeout: 120_000 }, () => {
  it.each(migrations.slice(1).map(({ version }) => version))(
    'in the step to schema %d leaves the one before it, and the next start goes on',
    async (step) => {
      const workspace = oldWorkspace()
      await dies({ workspace, step })
      expect(versionOf(within(workspace, 'assay.db'))).toEqual([step - 1, 'ok'])
      expect(copies(workspace)).toEqual(['before-migration-1-0.db'])
      expect(reopened(workspace)).toMatchObject({ kept: '"yes"', check: 'ok', opened: { schemaVersion: newest, epoch: 8 } })
    },
  )

  it('in the copy before a migration leaves the database as it was, and the next start keeps a whole copy first', async () => {
    const workspace = oldWorkspace()
    await dies({ workspace, copy: 'migration' })
    expect(versionOf(within(workspace, 'assay.db'))).toEqual([1, 'ok'])
    expect(copies(workspace)).toEqual(['before-migration-1-0.db.part'])
    expect(reopened(workspace)).toMatchObject({ kept: '"yes"', check: 'ok', opened: { schemaVersion: newest } })
    expect(versionOf(within(workspace, 'backups/before-migration-1-1.db'))).toEqual([1, 'ok'])
  })

  it('in a backup gives nothing the backup’s name, and the next one is whole', async () => {
    const workspace = oldWorkspace()
    const first = reopened(workspace)
    await dies({ workspace, copy: 'backup' })
    expect(existsSync(within(workspace, 'backup.db'))).toBe(false)
    expect(first.db.pragma('integrity_check', { simple: true })).toBe('ok')
    keepCopy(first.db, workspace, 'backup.db')
    expect(versionOf(within(workspace, 'backup.db'))).toEqual([newest, 'ok'])
    expect(existsSync(within(workspace, 'backup.db.part'))).toBe(false)
  })
})
