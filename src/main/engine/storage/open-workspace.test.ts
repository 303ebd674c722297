import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { migrations } from '#migrations'
import { dataOf, nowMs, open, usedWorkspace } from '../../../../test/builders/opened-workspace.ts'
import { temporaryFolder } from '../../../../test/builders/temporary-folder.ts'
import { openWorkspace } from './open-workspace.ts'
import { openDatabase } from './sqlite/open-database.ts'

/** What somebody is told whom file modes bind. */
function openAsAnybody(workspace: string): unknown {
  const script = fileURLToPath(new URL('../../../../test/fakes/unprivileged-opener.ts', import.meta.url))
  return JSON.parse(execFileSync(process.execPath, [script, workspace], { encoding: 'utf8' }))
}

const codeOf = (act: () => unknown) => {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}

const quiet = { schemaVersion: migrations.length, interruptedAttempts: 0, unsummed: 0, crashedRuns: [] }

describe('openWorkspace', () => {
  it('begins a new database at the newest schema', () => {
    const { opened } = open(temporaryFolder())

    expect(opened).toEqual({ ...quiet, epoch: 1, isNew: true })
  })

  it('finds a database it has used, and raises its epoch', () => {
    const { opened } = open(usedWorkspace())

    expect(opened).toMatchObject({ ...quiet, unsummed: expect.any(Number), epoch: 2, isNew: false })
  })

  it('is refused while another engine holds the workspace, and free when that has closed', () => {
    const workspace = temporaryFolder()
    const first = open(workspace)

    expect(codeOf(() => open(workspace))).toMatchObject({ failure: { code: 'WORKSPACE_LOCKED', workspace, reason: 'held' } })
    first.close()
    expect(open(workspace).opened.epoch).toBe(2)
  })

  it('gives the lock back when the database cannot be opened', () => {
    const workspace = temporaryFolder()
    const { file } = dataOf(workspace)
    mkdirSync(file)
    expect(codeOf(() => open(workspace))).toMatchObject({ code: expect.stringMatching(/^SQLITE_CANTOPEN/) })
    expect(readdirSync(workspace)).toContain('assay.db')
    const elsewhere = openWorkspace({ ...dataOf(workspace), file: `${file}2` }, openDatabase)

    expect(elsewhere.opened.isNew).toBe(true)
    elsewhere.close()
  })

  it('refuses a database of a newer app and leaves it as it was', () => {
    const newer = migrations.length + 1
    const workspace = usedWorkspace()
    const { file } = dataOf(workspace)
    const db = openDatabase(file)
    db.pragma(`user_version = ${newer}`)
    db.close()

    expect(codeOf(() => open(workspace))).toMatchObject({
      failure: { code: 'DATABASE_TOO_NEW', file, found: newer, supported: migrations.length },
    })
    expect(existsSync(file)).toBe(true)
    const after = openDatabase(file)
    expect(after.prepare('select epoch from workspace').pluck().get()).toBe(1)
    after.close()
  })
})

describe('a workspace that may only be read', { timeout: 20_000 }, () => {
  it('is refused, though every file of it is there', () => {
    const workspace = usedWorkspace()
    for (const name of readdirSync(workspace)) chmodSync(path.join(workspace, name), 0o444)
    chmodSync(workspace, 0o555)

    expect(openAsAnybody(workspace)).toMatchObject({ sqlite: expect.stringMatching(/^SQLITE_(READONLY|CANTOPEN)/) })
    chmodSync(workspace, 0o755)
  })

  it('is refused when it holds nothing yet', () => {
    const workspace = temporaryFolder()
    chmodSync(workspace, 0o555)

    expect(openAsAnybody(workspace)).toMatchObject({ sqlite: expect.stringMatching(/^SQLITE_(READONLY|CANTOPEN)/) })
    chmodSync(workspace, 0o755)
  })
})

describe('a corrupt database', () => {
  it.each([
    ['that is no database', () => Buffer.from('not a database at all'.repeat(400))],
    [
      'whose first page is damaged',
      (whole: Buffer) => Buffer.concat([whole.subarray(0, 100), Buffer.alloc(3996, 0xff), whole.subarray(4096)]),
    ],
    ['whose tables are damaged', (whole: Buffer) => Buffer.concat([whole.subarray(0, 4096), Buffer.alloc(whole.length - 4096, 0xa5)])],
  ])('%s is kept aside, its log with it', (_what, damage) => {
    const workspace = usedWorkspace()
    const { file } = dataOf(workspace)
    const damaged = damage(readFileSync(file))
    writeFileSync(file, damaged)
    const error = codeOf(() => open(workspace))
    const keptAs = `${file}.corrupt-${nowMs}`

    expect(error).toMatchObject({ failure: { code: 'DATABASE_CORRUPT', file, keptAs, detail: expect.any(String) } })
    expect(readFileSync(keptAs).equals(damaged)).toBe(true)
    expect(existsSync(file)).toBe(false)
    expect(open(workspace).opened.isNew).toBe(true)
  })

  it('keeps the log of a file that has lost everything', () => {
    const workspace = temporaryFolder()
    const { file } = dataOf(workspace)
    const db = openDatabase(file)
    db.exec('create table note (text text) strict')
    const log = readFileSync(`${file}-wal`)
    db.close()
    writeFileSync(file, '')
    writeFileSync(`${file}-wal`, log)

    expect(codeOf(() => open(workspace))).toMatchObject({ failure: { code: 'DATABASE_CORRUPT', keptAs: `${file}.corrupt-${nowMs}` } })
    expect(readFileSync(`${file}.corrupt-${nowMs}-wal`).equals(log)).toBe(true)
  })

  it('never takes the place of one that was kept before', () => {
    const workspace = temporaryFolder()
    const { file } = dataOf(workspace)
    for (const text of ['first', 'second', 'third']) {
      writeFileSync(file, text.repeat(500))
      expect(codeOf(() => open(workspace))).toMatchObject({ failure: { code: 'DATABASE_CORRUPT' } })
    }
    const kept = readdirSync(workspace).filter((name) => name.includes('corrupt'))

    expect(kept.map((name) => readFileSync(path.join(workspace, name), 'utf8').slice(0, 5)).sort()).toEqual(['first', 'secon', 'third'])
  })
})
