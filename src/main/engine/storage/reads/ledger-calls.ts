import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { groupColumns } from '../ledger/block-format.ts'
import { blockCalls, blockRow, factsOf } from '../ledger/seal-blocks.ts'
import { type BlockHead, type BlockRows, BlockSearch, type HowMany, headColumns, type RowColumn, type SeqRange } from './block-search.ts'
import { blockFilter, type CallFilter } from './ledger-filter.ts'

/** Blocks that are read at a time, where the newest may do, and where all are counted. */
const [fewBlocks, manyBlocks] = [16, 64]

/** The newest settled calls of a filter: those in no block yet, then block after block. What no block can hold is not looked for in it. */
export async function findCalls(
  db: Kysely<Database>,
  filter: CallFilter,
  range: SeqRange,
  howMany: HowMany,
): Promise<BlockSearch['found']> {
  const sealed = await db.selectFrom('ledger_block').select('last_seq').orderBy('first_seq', 'desc').limit(1).executeTakeFirst()
  const sealedTo = sealed?.last_seq ?? 0
  const words = new Map((await db.selectFrom('ledger_word').select(['word', 'id']).execute()).map(({ word, id }) => [word, id]))
  const from = howMany.isCounted ? range.end : range.before
  const wordId = (word: string): number => {
    const id = words.get(word) ?? words.size + newWords
    words.set(word, id)
    return id
  }
  const search = new BlockSearch(await blockFilter(db, filter, wordId), range, howMany)
  const openFrom = Math.max(sealedTo, range.after)
  for (let openTo = from; search.isGoingOn; ) {
    const open = await openBlock(db, { after: openFrom, before: openTo }, wordId)
    if (open === undefined) break
    search.look(search.blocksIn([open]), () => open)
    openTo = open.first_seq
  }
  const atOnce = howMany.isCounted ? manyBlocks : fewBlocks
  let before = Math.min(from, sealedTo + 1)
  while (search.isGoingOn) {
    const heads = await headsOf(db, { after: range.after, before }, atOnce)
    const blocks = search.blocksIn(heads)
    const rows = await rowsOf(
      db,
      search.columnsOf(blocks),
      blocks.flatMap(({ head, needsRows }) => (needsRows ? [head.first_seq] : [])),
    )
    search.look(blocks, (head) => rows.get(head.first_seq))
    if (heads.length < atOnce) break
    before = heads.at(-1)?.first_seq ?? 0
  }
  return search.found
}

/** Newest first: those that may hold a call of the range. */
async function headsOf(db: Kysely<Database>, { after, before }: Omit<SeqRange, 'end'>, limit: number): Promise<BlockHead[]> {
  return await db
    .selectFrom('ledger_block')
    .select(headColumns)
    .where('first_seq', '<', before)
    .where('last_seq', '>', after)
    .orderBy('first_seq', 'desc')
    .limit(limit)
    .execute()
}

/** By the first seq of each. */
async function rowsOf(
  db: Kysely<Database>,
  columns: readonly RowColumn[],
  firstSeqs: readonly number[],
): Promise<Map<number, Partial<BlockRows>>> {
  if (firstSeqs.length === 0) return new Map()
  const rows = await db
    .selectFrom('ledger_block')
    .select(['first_seq', ...columns])
    .where('first_seq', 'in', firstSeqs)
    .execute()
  return new Map(rows.map((row) => [row.first_seq, row]))
}

/** The newest calls that are in no block yet, as one that is not kept; undefined: there are none. */
async function openBlock(
  db: Kysely<Database>,
  { after, before }: Omit<SeqRange, 'end'>,
  wordId: (word: string) => number,
): Promise<(BlockHead & BlockRows) | undefined> {
  const rows = await db
    .selectFrom('attempt')
    .select(['seq', 'started_at_ms', 'duration_ms', 'cost_nanousd', ...groupColumns])
    .where('seq', '>', after)
    .where('seq', '<', before)
    .orderBy('seq', 'desc')
    .limit(blockCalls)
    .execute()
  return rows.length === 0 ? undefined : blockRow(rows.reverse().map((row) => factsOf({ ...row, seq: Number(row.seq) }, wordId)))
}

/** Words that no block knows are numbered for one question, above every id of those that are kept. */
const newWords = 2 ** 30
