import { useCallback, useEffect, useRef, useState } from 'react'
import type { SqlValue } from '#contract/sql'
import { useConnection } from '#renderer/transport'

export type SqlRow = readonly SqlValue[]

/** What became of a question. `rows` grows while it goes on. */
export interface Answer {
  readonly query: string
  readonly startedAtMs: number
  readonly columns: readonly string[]
  readonly rows: readonly SqlRow[]
  /** The first of them, by which columns are judged: the same while more come. */
  readonly sample: readonly SqlRow[]
  readonly status:
    | { readonly kind: 'going' }
    | { readonly kind: 'done'; readonly elapsedMs: number; readonly isCut: boolean }
    | { readonly kind: 'cancelled' }
    | { readonly kind: 'failed'; readonly error: unknown }
}

/** Asks questions in SQL, one at a time: a new one, a cancel, and leaving the page end the last. */
export function useSql() {
  const { client } = useConnection()
  const [answer, setAnswer] = useState<Answer>()
  const going = useRef<AbortController>(undefined)
  const cancel = useCallback(() => {
    going.current?.abort()
    setAnswer((so) => (so?.status.kind === 'going' ? { ...so, status: { kind: 'cancelled' } } : so))
  }, [])
  useEffect(() => () => going.current?.abort(), [])
  const ask = useCallback(
    async (query: string) => {
      going.current?.abort()
      const mine = new AbortController()
      going.current = mine
      let so: Answer = { query, startedAtMs: Date.now(), columns: [], rows: [], sample: [], status: { kind: 'going' } }
      const say = (next: Partial<Answer>) => {
        so = { ...so, ...next }
        if (!mine.signal.aborted) setAnswer(so)
      }
      say({})
      try {
        for await (const part of await client.sql.run({ query }, { signal: mine.signal })) {
          if (part.part === 'columns') say({ columns: part.columns })
          else if (part.part === 'rows') say(withRows(so, part.rows))
          else say({ status: { kind: 'done', elapsedMs: part.elapsedMs, isCut: part.isCut } })
        }
      } catch (error) {
        say({ status: { kind: 'failed', error } })
      }
    },
    [client],
  )
  return { answer, ask, cancel }
}

/** Rows that a column's kind and width are judged by. */
const sampled = 200

function withRows({ rows, sample }: Answer, more: readonly SqlRow[]): Pick<Answer, 'rows' | 'sample'> {
  const all = rows.concat(more)
  return { rows: all, sample: sample.length === sampled ? sample : all.slice(0, sampled) }
}
