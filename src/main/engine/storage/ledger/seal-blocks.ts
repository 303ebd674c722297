import type { LedgerBlockTable } from '../database.ts'
import type { Statements } from '../sqlite/statements.ts'
import { type BlockFacts, groupColumns, packBlock, unpackBlock } from './block-format.ts'

/** Attempts of one block: few enough that to pack them holds up no group for long, and that those in no block yet are soon looked through. */
export const blockCalls = 2048

const columns = `seq, started_at_ms, duration_ms, cost_nanousd, ${groupColumns.join(', ')}`
const sealedTo = 'select coalesce((select last_seq from ledger_block order by first_seq desc limit 1), 0)'
const due = `select seq from attempt where seq > (${sealedTo}) order by seq limit 1 offset ?`
const between = `select ${columns} from attempt where seq >= ? and seq <= ? order by seq`
/** Packs the oldest attempts that are in no block, when there are enough for one; in the transaction that is open. False: there are not. */
export function sealBlock(statements: Statements, calls = blockCalls): boolean {
  const lastSeq = statements.value(due, calls - 1)
  if (lastSeq === undefined) return false
  pack(statements, Number(statements.value(sealedTo)) + 1, Number(lastSeq))
  return true
}

/**
 * Takes attempts out of the blocks that hold them, for they were dropped; a block that holds nothing more is dropped. In the transaction that is open.
 * What stays is packed anew of the block itself: to read it of the attempts takes ten times as long, and a block is thinned many times before it is gone.
 */
export function thinBlocks(statements: Statements, droppedSeqs: readonly number[]): void {
  const dropped = new Set(droppedSeqs)
  const blocks = statements
    .prepare('select * from ledger_block where last_seq >= ? and first_seq <= ?')
    .all(Math.min(...droppedSeqs), Math.max(...droppedSeqs)) as LedgerBlockTable[]
  for (const block of blocks) {
    const facts = unpackBlock(block)
    const left = facts.filter(({ seq }) => !dropped.has(seq))
    if (left.length === facts.length) continue
    statements.prepare('delete from ledger_block where first_seq = ?').run(block.first_seq)
    keep(statements, left)
  }
}

function pack(statements: Statements, firstSeq: number, lastSeq: number): void {
  const rows = statements.prepare(between).all(firstSeq, lastSeq) as FactsRow[]
  keep(
    statements,
    rows.map((row) => factsOf(row, (word) => wordId(statements, word))),
  )
}

function keep(statements: Statements, facts: readonly BlockFacts[]): void {
  if (facts.length === 0) return
  const block = blockRow(facts)
  const names = Object.keys(block)
  const sql = `insert into ledger_block (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`
  statements.prepare(sql).run(...Object.values(block))
}

/** `facts`: at least one, ascending by `seq`. */
export function blockRow(facts: readonly BlockFacts[]): LedgerBlockTable {
  const durations = facts.flatMap(({ durationMs }) => durationMs ?? [])
  const costs = facts.flatMap(({ costNanoUsd }) => costNanoUsd ?? [])
  const starts = facts.map(({ startedAtMs }) => startedAtMs)
  return {
    first_seq: facts[0]?.seq ?? 0,
    last_seq: facts.at(-1)?.seq ?? 0,
    calls: facts.length,
    from_ms: Math.min(...starts),
    to_ms: Math.max(...starts),
    least_duration_ms: durations.length === 0 ? null : Math.min(...durations),
    most_duration_ms: durations.length === 0 ? null : Math.max(...durations),
    least_cost_nanousd: costs.length === 0 ? null : Math.min(...costs),
    most_cost_nanousd: costs.length === 0 ? null : Math.max(...costs),
    ...packBlock(facts),
  }
}

function wordId(statements: Statements, word: string): number {
  const known = statements.value('select id from ledger_word where word = ?', word)
  return Number(known ?? statements.prepare('insert into ledger_word (word) values (?)').run(word).lastInsertRowid)
}

type FactsRow = {
  readonly seq: number
  readonly started_at_ms: number
  readonly duration_ms: number | null
  readonly cost_nanousd: number | null
} & { readonly [Column in (typeof groupColumns)[number]]: string | number | null }

/** An attempt's row as a block holds it. */
export function factsOf(row: FactsRow, wordId: (word: string) => number): BlockFacts {
  return {
    seq: row.seq,
    startedAtMs: row.started_at_ms,
    durationMs: row.duration_ms,
    costNanoUsd: row.cost_nanousd,
    group: groupColumns.map((column) => {
      const value = row[column]
      return typeof value === 'string' ? wordId(value) : (value ?? 0)
    }),
  }
}
