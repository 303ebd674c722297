import { describe, expect, it } from 'vitest'
import { paintFor } from './format/paint.ts'
import { replyEdit } from './reply.ts'

/** What an edit says on either stream. */
function said(facts: { readonly json: boolean; readonly isTerminal: boolean }, change: string | null) {
  const [out, err]: [string[], string[]] = [[], []]
  const nothing = () => undefined
  const terminal = {
    ...{ live: nothing, screen: nothing, ask: async () => '', askSecret: async () => '', isLive: false, canAsk: false },
    ...{ columns: 80, liveColumns: 80, paint: paintFor(false), isTerminal: facts.isTerminal },
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
  }
  replyEdit({ terminal, json: facts.json }, { change }, () => 'Changed.')
  return [out, err]
}

describe('an edit', () => {
  it('says at a terminal how it is taken back, and nowhere else', () => {
    expect(said({ json: false, isTerminal: true }, '01JD')).toEqual([['Changed.'], ['To take it back: assay audit undo 01JD']])
    expect(said({ json: false, isTerminal: false }, '01JD')).toEqual([['Changed.'], []])
    expect(said({ json: true, isTerminal: true }, '01JD')[1]).toEqual([])
  })

  it('that changed nothing is not taken back', () => {
    expect(said({ json: false, isTerminal: true }, null)).toEqual([['Changed.'], []])
  })
})
