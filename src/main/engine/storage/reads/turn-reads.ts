import { zstdDecompressSync } from 'node:zlib'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** An answer that a further turn followed, and which of its probe's attempts it was. What retention has dropped of it is missing. */
export interface TurnAnswer {
  readonly text: string
  readonly number: number
}

/** Of each probe so many answers as it had turns, in order; a probe without any is absent. */
export async function turnAnswers(
  db: Kysely<Database>,
  probes: readonly { readonly probeId: number; readonly turns: number }[],
): Promise<ReadonlyMap<number, readonly TurnAnswer[]>> {
  const wanted = new Map(probes.flatMap(({ probeId, turns }) => (turns === 0 ? [] : [[probeId, turns] as const])))
  const found = new Map<number, TurnAnswer[]>()
  if (wanted.size === 0) return found
  const rows = await db
    .selectFrom('attempt')
    .leftJoin('body', 'body.hash', 'attempt.answer_hash')
    .select(['attempt.probe_id', 'attempt.number', 'attempt.answer_text', 'body.encoding', 'body.data'])
    .where('attempt.probe_id', 'in', [...wanted.keys()])
    .where('attempt.method', '=', 'probe')
    .where('attempt.state', '=', 'answered')
    .orderBy('attempt.id')
    .limit([...wanted.values()].reduce((sum, turns) => sum + turns + 1, 0))
    .execute()
  for (const { probe_id: probeId, number, ...body } of rows) {
    if (probeId === null) continue
    const answers = found.get(probeId) ?? []
    found.set(probeId, answers)
    if (answers.length < (wanted.get(probeId) ?? 0)) answers.push({ text: textOf(body) ?? '', number })
  }
  return found
}

/** An answer, whole where it stands in a body of its own; null: nothing is kept. */
export function textOf(row: {
  readonly answer_text: string | null
  readonly encoding: string | null
  readonly data: Uint8Array | null
}): string | null {
  if (row.data === null) return row.answer_text
  return Buffer.from(row.encoding === 'zstd' ? zstdDecompressSync(row.data) : row.data).toString()
}
