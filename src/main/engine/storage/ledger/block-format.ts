/**
 * What the ledger's filters look at, of settled attempts in a row by `seq`, packed: those alike in everything that is one of few values form a group,
 * so that such a filter is asked once a group, and of each attempt there stand only its group, its `seq`, when it started, how long it took and what it cost.
 * About 20 bytes an attempt. Numbers are little-endian, as every machine that this runs on has them.
 */
export interface BlockFacts {
  readonly seq: number
  readonly startedAtMs: number
  readonly durationMs: number | null
  readonly costNanoUsd: number | null
  /** The values of `groupColumns`, words by their id; 0: none. */
  readonly group: readonly number[]
}

/** In the order in which a group's values stand. */
export const groupColumns = [
  'run_id',
  'request_model_id',
  'served_model_id',
  'method',
  'user',
  'output_kind',
  'kind',
  'state',
  'code',
  'cost_state',
  'http_status',
  'wait_cause',
] as const
export type GroupColumn = (typeof groupColumns)[number]

/** A group as it is packed: its values, and how many are in it. */
export const groupWidth = groupColumns.length + 1

export interface PackedBlock {
  readonly groups: Uint8Array
  readonly group_of: Uint8Array
  readonly seqs: Uint8Array
  readonly starts: Uint8Array
  readonly durations: Uint8Array
  readonly costs: Uint8Array
}

/** `facts`: at least one, ascending by `seq`. Starts and seqs stand as their distance from the least. */
export function packBlock(facts: readonly BlockFacts[]): PackedBlock {
  const known = new Map<string, number>()
  /** Of a block that was unpacked, groups are the same lists. */
  const seen = new Map<readonly number[], number>()
  const groups: number[] = []
  const placeOf = (group: readonly number[]): number => {
    const key = group.join()
    const place = known.get(key) ?? known.size
    if (place === known.size) {
      known.set(key, place)
      groups.push(...group, 0)
    }
    seen.set(group, place)
    return place
  }
  const groupOf = facts.map(({ group }) => {
    const place = seen.get(group) ?? placeOf(group)
    const count = place * groupWidth + groupWidth - 1
    groups[count] = (groups[count] ?? 0) + 1
    return place
  })
  const firstSeq = facts[0]?.seq ?? 0
  const fromMs = Math.min(...facts.map(({ startedAtMs }) => startedAtMs))
  return {
    groups: bytesOf(Uint32Array.from(groups)),
    group_of: packNumbers(groupOf),
    seqs: packNumbers(facts.map(({ seq }) => seq - firstSeq)),
    starts: packNumbers(facts.map(({ startedAtMs }) => startedAtMs - fromMs)),
    durations: bytesOf(Float64Array.from(facts, ({ durationMs }) => durationMs ?? Number.NaN)),
    costs: packNumbers(facts.map(({ costNanoUsd }) => costNanoUsd)),
  }
}

/** What was packed, of a block that begins with `first_seq` and whose earliest start is `from_ms`. */
export function unpackBlock(
  block: PackedBlock & { readonly first_seq: number; readonly from_ms: number; readonly calls: number },
): BlockFacts[] {
  const { first_seq, from_ms, calls } = block
  const packed = unpackGroups(block.groups)
  const groups = Array.from({ length: packed.length / groupWidth }, (_, place) =>
    Array.from(packed.subarray(place * groupWidth, (place + 1) * groupWidth - 1)),
  )
  const [groupOf, seqs, starts] = [
    unpackNumbers(block.group_of, calls),
    unpackNumbers(block.seqs, calls),
    unpackNumbers(block.starts, calls),
  ]
  const [durations, costs] = [new Float64Array(unpackNumbers(block.durations, calls)), unpackNumbers(block.costs, calls)]
  const noCost = nothingIn(costs)
  return Array.from({ length: calls }, (_, index): BlockFacts => {
    const [durationMs = Number.NaN, cost = noCost] = [durations[index], costs[index]]
    return {
      seq: first_seq + (seqs[index] ?? 0),
      startedAtMs: from_ms + (starts[index] ?? 0),
      durationMs: Number.isNaN(durationMs) ? null : durationMs,
      costNanoUsd: Object.is(cost, noCost) ? null : cost,
      group: groups[groupOf[index] ?? 0] ?? [],
    }
  })
}

export type Numbers = Uint16Array | Uint32Array | Float64Array

/** Whole numbers from 0, as narrow as the greatest lets them be; null is the greatest that there is room for, or not a number. */
function packNumbers(numbers: readonly (number | null)[]): Uint8Array {
  const most = numbers.reduce<number>((greatest, number) => Math.max(greatest, number ?? 0), 0)
  const least = numbers.reduce<number>((smallest, number) => Math.min(smallest, number ?? 0), 0)
  if (least < 0 || most >= 0xffff_ffff) return bytesOf(Float64Array.from(numbers, (number) => number ?? Number.NaN))
  if (most >= 0xffff) return bytesOf(Uint32Array.from(numbers, (number) => number ?? 0xffff_ffff))
  return bytesOf(Uint16Array.from(numbers, (number) => number ?? 0xffff))
}

function bytesOf({ buffer, byteOffset, byteLength }: Numbers): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

export function unpackGroups(bytes: Uint8Array): Numbers {
  return unpackNumbers(bytes, bytes.byteLength / Uint32Array.BYTES_PER_ELEMENT)
}

/** So many numbers as they were packed. */
export function unpackNumbers(bytes: Uint8Array, count: number): Numbers {
  const width = bytes.byteLength / count
  const { buffer, byteOffset } = bytes.byteOffset % width === 0 ? bytes : bytes.slice()
  if (width === 2) return new Uint16Array(buffer, byteOffset, count)
  if (width === 4) return new Uint32Array(buffer, byteOffset, count)
  return new Float64Array(buffer, byteOffset, count)
}

/** What stands for no number among costs. */
export function nothingIn(numbers: Numbers): number {
  return numbers.BYTES_PER_ELEMENT === 2 ? 0xffff : numbers.BYTES_PER_ELEMENT === 4 ? 0xffff_ffff : Number.NaN
}
