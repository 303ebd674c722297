import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openWorkspace } from '../../src/main/engine/storage/open-workspace.ts'
import { openDatabase } from '../../src/main/engine/storage/sqlite/open-database.ts'
import type { WriteContext } from '../../src/main/engine/storage/write-context.ts'
import { settleInput, startInput } from '../builders/ledger.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { planInto, writerOf } from '../builders/write-context.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'

const trials = 150
const [headerBytes, frameBytes] = [32, 24 + 4096]

interface Ledger {
  readonly folder: string
  /** Commits that lie in the database file. */
  readonly folded: number
  /** Where each later commit ends in the log. */
  readonly ends: readonly number[]
  /** Of the log as it is, what the commits of now take up; behind it lie those of an earlier round. */
  readonly log: Buffer
}

function open(workspace: string) {
  const within = (name: string) => path.join(workspace, name)
  return openWorkspace(
    {
      ...{ role: 'writer', workspace, file: within('assay.db'), lockFile: within('assay.lock') },
      ...{ reserveFile: within('assay.reserve'), backupFolder: within('backups'), nowMs: 0 },
    },
    openDatabase,
  )
}

/** Attempts that start and are settled in turn, each in a commit of its own: half of them folded into the database, the others in a log that was begun anew. */
function makeLedger(commits: number): Ledger {
  const folder = temporaryFolder()
  const { context, opened, close } = open(folder)
  const { db } = context
  db.pragma('wal_autocheckpoint = 0')
  const writer = writerOf(context, opened.epoch)
  planInto(writer, commits)
  const frames = () => Number((db.pragma('wal_checkpoint(NOOP)') as { readonly log: number }[])[0]?.log)
  const ends: number[] = []
  for (let commit = 0; commit < commits; commit += 1) {
    const probe = Math.floor(commit / 2) + 1
    if (commit === commits / 2) db.pragma('wal_checkpoint(RESTART)')
    if (commit % 2 === 0) writer.write('startAttempt', startInput(`a${probe}`, probe))
    else writer.write('settleAttempt', settleInput(probe, probe, `answer ${probe} `.repeat(200)))
    if (commit >= commits / 2) ends.push(headerBytes + frames() * frameBytes)
  }
  const kept = temporaryFolder()
  for (const name of ['assay.db', 'assay.db-wal']) copyFileSync(path.join(folder, name), path.join(kept, name))
  close()
  return { folder: kept, folded: commits / 2, ends, log: readFileSync(path.join(kept, 'assay.db-wal')) }
}

/** How many commits are there, in the order they were made; undefined: not so many of the first. */
function commitsIn({ db }: WriteContext): number | undefined {
  const rows = db.prepare('select ulid, state from attempt order by id').all() as { readonly ulid: string; readonly state: string }[]
  const settled = rows.filter(({ state }) => state === 'answered').length
  const isPrefix = rows.every(
    ({ ulid, state }, index) => ulid === `a${index + 1}` && state === (index < settled ? 'answered' : 'interrupted'),
  )
  return isPrefix && rows.length - settled <= 1 ? rows.length + settled : undefined
}

describe('a log that is not whole', { timeout: 120_000 }, () => {
  const random = new SeededRandom(9)
  const whole = (ledger: Ledger) => ledger.ends.at(-1) ?? 0
  const kinds = [
    ['cut short', (log: Buffer, at: number) => log.subarray(0, at), (at: number) => at],
    [
      'with a bit turned over',
      (log: Buffer, at: number) => {
        const turned = Buffer.from(log)
        turned[at] = (turned[at] ?? 0) ^ (1 << Math.floor(random.next() * 8))
        return turned
      },
      (at: number) => (at < headerBytes ? 0 : headerBytes + Math.floor((at - headerBytes) / frameBytes) * frameBytes),
    ],
  ] as const

  it.each(kinds)(`%s at any byte opens to all that was committed before it and nothing else, ${trials} times`, (_, damage, soundUntil) => {
    const ledger = makeLedger(80)
    expect(ledger.log.length).toBeGreaterThan(whole(ledger))
    const at = temporaryFolder()
    for (let trial = 0; trial < trials; trial += 1) {
      const place = Math.floor(random.next() * whole(ledger) * 1.1)
      const workspace = path.join(at, String(trial))
      mkdirSync(workspace)
      copyFileSync(path.join(ledger.folder, 'assay.db'), path.join(workspace, 'assay.db'))
      writeFileSync(path.join(workspace, 'assay.db-wal'), damage(ledger.log, place))
      const { context, close } = open(workspace)
      const sound = ledger.folded + ledger.ends.filter((end) => end <= soundUntil(place)).length
      expect(commitsIn(context), `damaged at ${place}`).toBe(sound)
      expect(context.db.pragma('integrity_check', { simple: true })).toBe('ok')
      close()
      rmSync(workspace, { recursive: true })
    }
  })
})
