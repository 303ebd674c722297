import type { LedgerBlockTable } from '../database.ts'
import { groupWidth, type Numbers, nothingIn, unpackGroups, unpackNumbers } from '../ledger/block-format.ts'
import type { BlockFilter } from './ledger-filter.ts'

/** Calls of a seq between the two, neither included; `end`: above all that may be counted. */
export interface SeqRange {
  readonly after: number
  readonly before: number
  readonly end: number
}

export interface HowMany {
  readonly limit: number
  readonly isCounted: boolean
}

export const headColumns = [
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

/** What a block says of itself, by which it is passed over, counted, or looked into. */
export type BlockHead = Pick<LedgerBlockTable, (typeof headColumns)[number]>
export type RowColumn = 'group_of' | 'seqs' | 'starts' | 'durations' | 'costs'
export type BlockRows = Pick<LedgerBlockTable, RowColumn>

/** A block that may hold calls that are asked for: which of its groups do, and how many calls those have. */
interface HeldBlock {
  readonly head: BlockHead
  readonly held: Uint8Array
  readonly calls: number
  readonly needsRows: boolean
}

/** Looks through blocks from the newest on. */
export class BlockSearch {
  /** `seqs`: newest first, in the range. `total`: how many there are after its beginning, however far its end, where it was asked for. */
  readonly found: { readonly seqs: number[]; total: number } = { seqs: [], total: 0 }
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

  blocksIn(heads: readonly BlockHead[]): HeldBlock[] {
    return heads.flatMap((head) => {
      if (!canHold(head, this.#asked)) return []
      const groups = unpackGroups(head.groups)
      const held = new Uint8Array(groups.length / groupWidth)
      let calls = 0
      for (let place = 0; place < held.length; place += 1) {
        if (!this.#asked.holds(groups, place)) continue
        held[place] = 1
        calls += groups[place * groupWidth + groupWidth - 1] ?? 0
      }
      const mayBeListed = this.#isShort && head.first_seq < this.#range.before
      return calls === 0 ? [] : [{ head, held, calls, needsRows: mayBeListed || !this.#isCountedByGroups(head) }]
    })
  }

  /** What of their rows has to be read. */
  columnsOf(blocks: readonly HeldBlock[]): RowColumn[] {
    const { duration, cost } = this.#asked
    return [
      'seqs',
      ...(blocks.some(({ head, calls }) => calls < head.calls) ? (['group_of'] as const) : []),
      ...(blocks.every(({ head }) => this.#isInTime(head)) ? [] : (['starts'] as const)),
      ...(duration === null ? [] : (['durations'] as const)),
      ...(cost === null ? [] : (['costs'] as const)),
    ]
  }

  /** `rowsOf`: undefined where they were not needed. */
  look(blocks: readonly HeldBlock[], rowsOf: (head: BlockHead) => Partial<BlockRows> | undefined): void {
    for (const block of blocks) {
      if (!this.isGoingOn) return
      const rows = block.needsRows ? rowsOf(block.head) : undefined
      const mayBeListed = this.#isShort && block.head.first_seq < this.#range.before
      if (rows === undefined || (!mayBeListed && this.#isCountedByGroups(block.head))) this.found.total += block.calls
      else this.#lookInto(block, rows)
    }
  }

  /** Nothing is asked but what holds for a group as a whole. */
  #isCountedByGroups(head: BlockHead): boolean {
    const { duration, cost } = this.#asked
    const isInRange = head.first_seq > this.#range.after && head.last_seq < this.#range.end
    return isInRange && this.#isInTime(head) && duration === null && cost === null
  }

  #isInTime({ from_ms, to_ms }: BlockHead): boolean {
    const { fromMs, toMs } = this.#asked
    return (fromMs === undefined || from_ms >= fromMs) && (toMs === undefined || to_ms < toMs)
  }

  #lookInto({ head, held, calls }: HeldBlock, rows: Partial<BlockRows>): void {
    const { duration, cost, fromMs, toMs } = this.#asked
    const kept = new Uint8Array(head.calls).fill(1)
    const numbers = (bytes: Uint8Array | undefined) => unpackNumbers(bytes ?? new Uint8Array(), head.calls)
    if (calls < head.calls) keepHeld(kept, numbers(rows.group_of), held)
    if (!this.#isInTime(head)) {
      const least = (fromMs ?? Number.NEGATIVE_INFINITY) - head.from_ms
      keepWithin(kept, numbers(rows.starts), least, (toMs ?? Number.POSITIVE_INFINITY) - head.from_ms - 1, Number.NaN)
    }
    if (duration !== null) keepWithin(kept, numbers(rows.durations), duration.least, duration.most, Number.NaN)
    if (cost !== null) {
      const costs = numbers(rows.costs)
      keepWithin(kept, costs, cost.least, cost.most, nothingIn(costs))
    }
    this.#gather(head, kept, numbers(rows.seqs))
  }

  #gather(head: BlockHead, kept: Uint8Array, seqs: Numbers): void {
    const { after, before, end } = this.#range
    for (let index = kept.length - 1; index >= 0; index -= 1) {
      if (kept[index] === 0) continue
      const seq = head.first_seq + (seqs[index] ?? 0)
      if (seq <= after || seq >= end) continue
      this.found.total += 1
      if (seq < before && this.#isShort) this.found.seqs.push(seq)
    }
  }
}

function keepHeld(kept: Uint8Array, groupOf: Numbers, held: Uint8Array): void {
  for (let index = 0; index < kept.length; index += 1) kept[index] = held[groupOf[index] ?? 0] ?? 0
}

/** `nothing`: what stands for no number, which is within nothing. */
function keepWithin(kept: Uint8Array, numbers: Numbers, least: number, most: number, nothing: number): void {
  for (let index = 0; index < kept.length; index += 1) {
    const number = numbers[index] ?? nothing
    if (!(number >= least && number <= most) || number === nothing) kept[index] = 0
  }
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
