import BetterSqlite from 'better-sqlite3'
import { readOrder, say } from '../processes/say.ts'

/** Another program in the middle of a change to the database named: nobody else can write until its stdin ends, when it takes the change back. */
const { file } = readOrder<{ readonly file: string }>()
const db = new BetterSqlite(file)
db.exec('begin immediate')
db.exec('update workspace set created_at_ms = 0')
say({ holds: true })
process.stdin.resume().on('end', () => {
  db.exec('rollback')
  db.close()
})
