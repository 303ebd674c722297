import type { CallColumns } from './plan-calls.ts'

/** Something that is no call, with the instant by which it has its place in the ledger. */
export interface Dated {
  readonly atMs: number
}

/** The places of calls in the order they began: their ids. */
export function byStart({ startMs, length }: CallColumns): Uint32Array {
  return Uint32Array.from({ length }, (_, at) => at).sort((one, other) => (startMs[one] ?? 0) - (startMs[other] ?? 0) || one - other)
}

/** The place in the ledger of each call, by when it ended, with other entries in between by when they happened. */
export function inLedger(
  calls: CallColumns,
  ...others: readonly (readonly Dated[])[]
): { readonly calls: Uint32Array; readonly others: number[][] } {
  const { startMs, durationMs, length } = calls
  const ended = (at: number) => (startMs[at] ?? 0) + (durationMs[at] ?? 0)
  const order = Uint32Array.from({ length }, (_, at) => at).sort((one, other) => ended(one) - ended(other) || one - other)
  const seqs = new Uint32Array(length)
  const placed = others.map((list) => list.map(() => 0))
  const waiting = others
    .flatMap((list, kind) => list.map(({ atMs }, at) => ({ atMs, kind, at })))
    .sort((one, other) => one.atMs - other.atMs || one.kind - other.kind || one.at - other.at)
  let seq = 0
  let next = 0
  const place = (untilMs: number): void => {
    for (let entry = waiting[next]; entry !== undefined && entry.atMs < untilMs; entry = waiting[next]) {
      seq += 1
      next += 1
      const list = placed[entry.kind]
      if (list !== undefined) list[entry.at] = seq
    }
  }
  for (const at of order) {
    place(ended(at))
    seq += 1
    seqs[at] = seq
  }
  place(Number.POSITIVE_INFINITY)
  return { calls: seqs, others: placed }
}
