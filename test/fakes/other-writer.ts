import { createInterface } from 'node:readline'
import BetterSqlite from 'better-sqlite3'
import { readOrder, say } from '../processes/say.ts'

/** Another program: told so, it is in the middle of a change to the database named. Nobody else can write until its stdin ends, when it takes the change back. */
const { file } = readOrder<{ readonly file: string }>()
const db = new BetterSqlite(file)
createInterface({ input: process.stdin })
  .once('line', () => {
    db.exec('begin immediate')
    db.exec('update workspace set created_at_ms = 0')
    say({ holds: true })
  })
  .once('close', () => {
    if (db.inTransaction) db.exec('rollback')
    db.close()
  })
say({ ready: true })
