import BetterSqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { pagePolicy, readAnswer } from './read-answer.ts'

function openOne() {
  const db = new BetterSqlite(':memory:')
  onTestFinished(() => void db.close())
  db.exec('create table run (name text)')
  db.pragma('query_only = ON')
  return db
}
const rowsOf = (query: string, maxRows = 10) => [...readAnswer(openOne(), query, maxRows).pages].flat()

describe('an answer', () => {
  it('has numbers, texts, nothing, numbers too large for one as text, and of bytes how many', () => {
    const query = `select 1, 2.5, 'three', null, 9007199254740993, x'0102', 9e999, -9007199254740991`
    expect(rowsOf(query)).toEqual([[1, 2.5, 'three', null, '9007199254740993', '<2 bytes>', 'Infinity', -9_007_199_254_740_991]])
  })

  it('of long texts has short pages, and a text without end is cut', () => {
    const long = 'x'.repeat(pagePolicy.characters / 4)
    const { pages } = readAnswer(
      openOne(),
      `select '${long}' union all select '${long}' union all select '${long}' union all select '${long}' union all select 'y'`,
      10,
    )
    expect([...pages].map(({ length }) => length)).toEqual([4, 1])
    expect(String(rowsOf(`select printf('%*s', ${pagePolicy.cellCharacters + 5}, 'z')`)[0])).toMatch(/… \(1000005 characters\)$/)
  })

  it('to an explanation is one, too', () => {
    expect(rowsOf('explain query plan select * from run')).toHaveLength(1)
  })

  it.each([
    ['insert into run (name) values (1)', /^only questions .*, not INSERT$/],
    ['/* select */ delete from run', /, not DELETE$/],
    ['-- select\npragma user_version = 1', /, not PRAGMA$/],
    [`attach database '/tmp/x' as y`, /, not ATTACH$/],
    ['with x as (select 1) delete from run', /^this would write/],
    [`with x as (select 1) insert into run select 'a' returning name`, /^this would write/],
    ['select 1; select 2', /^one statement at a time$/],
    ['select 1; drop table run', /^one statement at a time$/],
    ['select * from nowhere', /^no such table: nowhere$/],
    ['selec 1', /, not SELEC$/],
    ['select load_extension(1)', /./],
    ['-- nothing', /VALUES or EXPLAIN$/],
  ])('is not given to %s', (query, words) => {
    expect(() => rowsOf(query)).toThrow(words)
  })
})
