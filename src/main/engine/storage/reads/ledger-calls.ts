import type { Kysely } from 'kysely'
import type { Database, LedgerBlockTable } from '../database.ts'
import { groupColumns, groupWidth, nothingIn, unpackGroups, unpackNumbers } from '../ledger/block-format.ts'
import { blockRow, factsOf } from '../ledger/seal-blocks.ts'
import { type BlockFilter, blockFilter, type CallFilter } from './ledger-filter.ts'

/** Calls of a seq between the two, neither included. */
export interface SeqRange {
  readonly after: number
  readonly before: number
}

/** `seqs`: newest first. `total`: how many there are in the range, where it was asked for. */
export interface FoundCalls {
  readonly seqs: number[]
  total: number
}

export interface HowMany {
  readonly limit: number
  readonly isCounted: boolean
}

const headColumns = [
  'first_seq',
  'last_seq',
  'calls',
  'from_ms',
  'to_ms',
  'least_duration_ms',
  'most_duration_ms',
  'least_cost_nanousd',
  'most_cost_nanousd',
  'groups',
] as const
const rowColumns = ['group_of', 'seqs', 'starts', 'durations', 'costs'] as const

type BlockHead = Pick<LedgerBlockTable, (typeof headColumns)[number]>
type BlockRows = Pick<LedgerBlockTable, (typeof rowColumns)[number]>

/** Blocks that are read at a time where the newest may do. */
const fewBlocks = 16

/** The newest settled calls of a filter: those in no block yet, then block after block. What no block can hold is not looked for in it. */
export async function findCalls(db: Kysely<Database>, filter: CallFilter, range: SeqRange, howMany: HowMany): Promise<FoundCalls> {
  const sealed = await db.selectFrom('ledger_block').select('last_seq').orderBy('first_seq', 'desc').limit(1).executeTakeFirst()
  const sealedTo = sealed?.last_seq ?? 0
  const words = new Map((await db.selectFrom('ledger_word').select(['word', 'id']).execute()).map(({ word, id }) => [word, id]))
  const open = await openBlock(db, { ...range, after: Math.max(sealedTo, range.after) }, words)
  const search = new BlockSearch(await blockFilter(db, filter, (word) => words.get(word)), range, howMany)
  if (open !== undefined) await search.look(open, async () => open)
  let before = Math.min(range.before, sealedTo + 1)
  while (search.isGoingOn) {
    const heads = await headsOf(db, { ...range, before }, fewBlocks)
    for (const head of heads) await search.look(head, () => rowsOf(db, head.first_seq))
    if (heads.length < fewBlocks) break
    before = heads.at(-1)?.first_seq ?? 0
  }
  return search.found
}

/** Looks through blocks from the newest on. */
class BlockSearch {
  readonly found: FoundCalls = { seqs: [], total: 0 }
  readonly #asked: BlockFilter
  readonly #range: SeqRange
  readonly #howMany: HowMany

  constructor(asked: BlockFilter, range: SeqRange, howMany: HowMany) {
    this.#asked = asked
    this.#range = range
    this.#howMany = howMany
  }

  get isGoingOn(): boolean {
    return this.#howMany.isCounted || this.#isShort
  }

  get #isShort(): boolean {
    return this.found.seqs.length < this.#howMany.limit
  }

  async look(head: BlockHead, rows: () => Promise<BlockRows>): Promise<void> {
    if (!this.isGoingOn || !canHold(head, this.#asked)) return
    const { held, calls } = this.#heldGroups(head)
    if (calls === 0) return
    if (this.#isShort || !this.#isCountedByGroups(head)) this.#lookInto(head, await rows(), held)
    else this.found.total += calls
  }

  /** Which groups are among those asked for, and how many calls they hold. */
  #heldGroups(head: BlockHead): { readonly held: Uint8Array; readonly calls: number } {
    const groups = unpackGroups(head.groups)
    const held = new Uint8Array(groups.length / groupWidth)
    let calls = 0
    for (let place = 0; place < held.length; place += 1) {
      if (!this.#asked.holds(groups, place)) continue
      held[place] = 1
      calls += groups[place * groupWidth + groupWidth - 1] ?? 0
    }
    return { held, calls }
  }

  /** Nothing is asked but what holds for a group as a whole. */
  #isCountedByGroups({ first_seq, last_seq, from_ms, to_ms }: BlockHead): boolean {
    const { fromMs, toMs, duration, cost } = this.#asked
    const isInRange = first_seq > this.#range.after && last_seq < this.#range.before
    const isInTime = (fromMs === undefined || from_ms >= fromMs) && (toMs === undefined || to_ms < toMs)
    return isInRange && isInTime && duration === null && cost === null
  }

  #lookInto(head: BlockHead, rows: BlockRows, held: Uint8Array): void {
    const { duration, cost, fromMs, toMs } = this.#asked
    const { after, before } = this.#range
    const from = (fromMs ?? Number.NEGATIVE_INFINITY) - head.from_ms
    const to = (toMs ?? Number.POSITIVE_INFINITY) - head.from_ms
    const groupOf = unpackNumbers(rows.group_of, head.calls)
    const seqs = unpackNumbers(rows.seqs, head.calls)
    const starts = unpackNumbers(rows.starts, head.calls)
    const durations = duration === null ? undefined : unpackNumbers(rows.durations, head.calls)
    const costs = cost === null ? undefined : unpackNumbers(rows.costs, head.calls)
    const noCost = costs === undefined ? Number.NaN : nothingIn(costs)
    for (let index = head.calls - 1; index >= 0; index -= 1) {
      if (held[groupOf[index] ?? 0] !== 1) continue
      const start = starts[index] ?? 0
      if (start < from || start >= to) continue
      if (durations !== undefined && duration !== null && !isWithin(durations[index], duration)) continue
      if (costs !== undefined && cost !== null && (costs[index] === noCost || !isWithin(costs[index], cost))) continue
      const seq = head.first_seq + (seqs[index] ?? 0)
      if (seq <= after || seq >= before) continue
      this.found.total += 1
      if (this.#isShort) this.found.seqs.push(seq)
    }
  }
}

/** Not a number is within nothing. */
function isWithin(number: number | undefined, { least, most }: { readonly least: number; readonly most: number }): boolean {
  return number !== undefined && number >= least && number <= most
}

function canHold(head: BlockHead, { fromMs, toMs, duration, cost }: BlockFilter): boolean {
  if (fromMs !== undefined && head.to_ms < fromMs) return false
  if (toMs !== undefined && head.from_ms >= toMs) return false
  if (duration !== null && !overlaps(head.least_duration_ms, head.most_duration_ms, duration)) return false
  return cost === null || overlaps(head.least_cost_nanousd, head.most_cost_nanousd, cost)
}

function overlaps(least: number | null, most: number | null, asked: { readonly least: number; readonly most: number }): boolean {
  return least !== null && most !== null && most >= asked.least && least <= asked.most
}

/** Newest first: those that may hold a call of the range. */
async function headsOf(db: Kysely<Database>, { after, before }: SeqRange, limit: number): Promise<BlockHead[]> {
  return await db
    .selectFrom('ledger_block')
    .select(headColumns)
    .where('first_seq', '<', before)
    .where('last_seq', '>', after)
    .orderBy('first_seq', 'desc')
    .limit(limit)
    .execute()
}

async function rowsOf(db: Kysely<Database>, firstSeq: number): Promise<BlockRows> {
  return await db.selectFrom('ledger_block').select(rowColumns).where('first_seq', '=', firstSeq).executeTakeFirstOrThrow()
}

/** The calls that are in no block yet, as one that is not kept. Words that are new among them are remembered for this question. */
async function openBlock(
  db: Kysely<Database>,
  { after, before }: SeqRange,
  words: Map<string, number>,
): Promise<(BlockHead & BlockRows) | undefined> {
  const rows = await db
    .selectFrom('attempt')
    .select(['seq', 'started_at_ms', 'duration_ms', 'cost_nanousd', ...groupColumns])
    .where('seq', '>', after)
    .where('seq', '<', before)
    .orderBy('seq')
    .execute()
  const wordId = (word: string): number => {
    const id = words.get(word) ?? words.size + newWords
    words.set(word, id)
    return id
  }
  return rows.length === 0 ? undefined : blockRow(rows.map((row) => factsOf({ ...row, seq: Number(row.seq) }, wordId)))
}

/** Above every id of a word that is kept. */
const newWords = 2 ** 30
