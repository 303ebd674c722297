import { describe, expect, it } from 'vitest'
import { incompressible } from '../../../../../test/builders/incompressible.ts'
import { settleInput, startInput, succeeded } from '../../../../../test/builders/ledger.ts'
import { openLedger } from '../../../../../test/builders/reader.ts'
import { findProbe, listCalls, listProbes } from './call-reads.ts'

/** Six probes: 1 and 2 answered, 3 failed, 4 answered at the second try, 5 in flight, 6 pending. Attempts 1 to 6. */
function sixProbes() {
  const ledger = openLedger(6)
  const { write } = ledger
  const failed = {
    state: 'failed',
    code: 'TIMEOUT',
    answer: null,
    usage: null,
    costState: 'maybe_billed',
    costNanoUsd: null,
    costUpperNanoUsd: 9000,
  } as const
  for (const id of [1, 2, 3, 4]) write('startAttempt', startInput(`a${id}`, id))
  write('settleAttempt', settleInput(1, 1, 'one'))
  write('settleAttempt', settleInput(2, 2, 'two'))
  write(
    'settleAttempt',
    settleInput(3, 3, '', {
      ...failed,
      probe: { ...succeeded(3), status: 'failed', code: 'TIMEOUT', isAnswer: false, servedModelId: null },
    }),
  )
  write(
    'settleAttempt',
    settleInput(4, 4, '', {
      ...failed,
      probe: { ...succeeded(4), status: 'waiting', code: 'TIMEOUT', isAnswer: false, servedModelId: null },
    }),
  )
  write('startAttempt', startInput('a5', 4, { number: 2, kind: 'retry' }))
  write('settleAttempt', settleInput(5, 4, 'four'))
  write('startAttempt', startInput('a6', 5))
  return ledger
}

const ids = (rows: readonly { readonly id: number }[]) => rows.map((row) => row.id)

describe('listCalls', () => {
  it('gives the newest first, page after page, each once', async () => {
    const { db } = sixProbes()
    const first = await listCalls(db, { limit: 4 })
    const second = await listCalls(db, { limit: 4, beforeId: first.at(-1)?.id })

    expect([ids(first), ids(second)]).toEqual([
      [6, 5, 4, 3],
      [2, 1],
    ])
  })

  it('names run, cell and price of each', async () => {
    const { db } = sixProbes()
    const [, retry] = await listCalls(db, { limit: 2 })

    expect(retry).toMatchObject({
      ulid: 'a5',
      run_ulid: 'run-1',
      prompt_idx: 3,
      sample: 0,
      price_ulid: 'price-of-1-one',
      number: 2,
      kind: 'retry',
    })
  })

  it('selects no large text', async () => {
    const { db } = sixProbes()
    const [row = {}] = await listCalls(db, { limit: 1 })

    expect(Object.keys(row)).not.toEqual(expect.arrayContaining([expect.stringMatching(/answer|error_body|raw_usage/)]))
  })

  it.each([
    [{ state: 'answered' }, [5, 2, 1]],
    [{ state: 'started' }, [6]],
    [{ state: 'failed' }, [4, 3]],
    [{ state: 'failed', runUlid: 'run-1', beforeId: 4 }, [3]],
    [{ code: 'TIMEOUT' }, [4, 3]],
    [{ code: 'TIMEOUT', modelId: 1, runUlid: 'run-1' }, [4, 3]],
    [{ modelId: 1 }, [6, 5, 4, 3, 2, 1]],
    [{ modelId: 9 }, []],
    [{ runUlid: 'run-1', modelId: 1, state: 'answered' }, [5, 2, 1]],
    [{ runUlid: 'none' }, []],
  ])('finds %j', async (filter, expected) => {
    const { db } = sixProbes()

    expect(ids(await listCalls(db, { ...filter, limit: 50 }))).toEqual(expected)
  })
})

describe('listProbes', () => {
  it('gives them in planned order with the attempt that answered', async () => {
    const { db } = sixProbes()
    const rows = await listProbes(db, { runId: 1, afterId: 0, limit: 50 })

    expect(rows.map((row) => [row.id, row.status, row.call?.ulid ?? null])).toEqual([
      [1, 'succeeded', 'a1'],
      [2, 'succeeded', 'a2'],
      [3, 'failed', null],
      [4, 'succeeded', 'a5'],
      [5, 'in_flight', null],
      [6, 'pending', null],
    ])
  })

  it('goes on after the last one seen', async () => {
    const { db } = sixProbes()

    expect(ids(await listProbes(db, { runId: 1, afterId: 2, limit: 3 }))).toEqual([3, 4, 5])
  })

  it.each([
    [{ status: 'succeeded' }, [1, 2, 4]],
    [{ status: 'failed' }, [3]],
    [{ status: 'in_flight' }, [5]],
    [{ status: 'pending' }, [6]],
    [{ status: 'pending', modelId: 1 }, [6]],
    [{ status: 'pending', modelId: 9 }, []],
    [{ modelId: 1 }, [1, 2, 3, 4, 5, 6]],
    [{ modelId: 9 }, []],
    [{ status: 'succeeded', afterId: 1 }, [2, 4]],
  ])('finds %j', async (filter, expected) => {
    const { db } = sixProbes()

    expect(ids(await listProbes(db, { runId: 1, afterId: 0, limit: 50, ...filter }))).toEqual(expected)
  })

  it('keeps the order of keys where it goes by an index of models', async () => {
    const ledger = openLedger(6)
    ledger.context.db.exec(`update probe set status = 'waiting' where id in (2, 3, 5)`)

    expect(ids(await listProbes(ledger.db, { runId: 1, afterId: 2, limit: 50, status: 'waiting' }))).toEqual([3, 5])
  })
})

describe('findProbe', () => {
  const cell = { runId: 1, modelId: 1, promptIdx: 3, sample: 0 }

  it('tells a probe whole: variables, every call in order, and the answer', async () => {
    const { db } = sixProbes()
    const found = await findProbe(db, cell)

    expect(found?.probe).toMatchObject({ id: 4, variables: '{"n":3}', answer: 'four' })
    expect(found?.calls.map((call) => [call.ulid, call.state])).toEqual([
      ['a4', 'failed'],
      ['a5', 'answered'],
    ])
  })

  it.each([
    ['short', 'yes'],
    ['empty', ''],
    ['long and repeating', 'words and '.repeat(500)],
    ['long and random', incompressible(300_000, 1)],
    ['of many alphabets', 'Ünïcödé 漢字 🙂 '.repeat(300)],
  ])('gives back an answer that is %s as it was', async (_what, answer) => {
    const { db, write } = openLedger(4)
    write('startAttempt', startInput('a', 4))
    write('settleAttempt', settleInput(1, 4, answer))

    expect((await findProbe(db, cell))?.probe.answer).toBe(answer)
  })

  it('has no answer before there is one', async () => {
    const { db } = sixProbes()

    expect((await findProbe(db, { ...cell, promptIdx: 5 }))?.probe.answer).toBeNull()
  })

  it('is undefined for a cell that was not planned', async () => {
    const { db } = sixProbes()

    expect(await findProbe(db, { ...cell, promptIdx: 99 })).toBeUndefined()
  })
})
