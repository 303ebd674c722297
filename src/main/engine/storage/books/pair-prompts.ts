/** What a prompt is known by: the hash of its messages, and its row as JSON. */
export interface PromptKey {
  readonly idx: number
  readonly hash: string
  readonly row: string
}

/** null: the other run has no such prompt. */
export interface PromptPair {
  readonly a: number | null
  readonly b: number | null
  readonly matchedBy: 'messages' | 'row' | 'nothing'
}

/**
 * Each prompt with the one of the other run that sends the same messages, else with the one that has the same row; of several that are the same the first with the first.
 * In the order of A, then what only B has.
 */
export function pairPrompts(a: readonly PromptKey[], b: readonly PromptKey[]): PromptPair[] {
  const left = new Set(b.map(({ idx }) => idx))
  const partners = new Map<number, PromptPair>()
  for (const [matchedBy, name] of [
    ['messages', 'hash'],
    ['row', 'row'],
  ] as const) {
    const keyOf = (key: PromptKey) => key[name]
    const queues = new Map<string, number[]>()
    for (const key of b) if (left.has(key.idx)) queueOf(queues, keyOf(key)).push(key.idx)
    const taken = new Map<string, number>()
    for (const key of a) {
      if (partners.has(key.idx)) continue
      const place = taken.get(keyOf(key)) ?? 0
      const found = queues.get(keyOf(key))?.[place]
      if (found === undefined) continue
      taken.set(keyOf(key), place + 1)
      left.delete(found)
      partners.set(key.idx, { a: key.idx, b: found, matchedBy })
    }
  }
  return [
    ...a.map(({ idx }) => partners.get(idx) ?? { a: idx, b: null, matchedBy: 'nothing' as const }),
    ...b.flatMap(({ idx }) => (left.has(idx) ? [{ a: null, b: idx, matchedBy: 'nothing' as const }] : [])),
  ]
}

function queueOf(queues: Map<string, number[]>, key: string): number[] {
  const known = queues.get(key)
  if (known !== undefined) return known
  const made: number[] = []
  queues.set(key, made)
  return made
}
