import { describe, expect, it } from 'vitest'
import { pageInput, settleInput, startInput, succeeded } from '../../../../../test/builders/ledger.ts'
import { openLedger } from '../../../../../test/builders/reader.ts'
import { type ListFromBook, listFromBook } from './book-reads.ts'
import { listProbeTable } from './probe-table-reads.ts'

const failing = { state: 'failed', code: 'TIMEOUT', answer: null, usage: null, costState: 'maybe_billed', costNanoUsd: null } as const

/** Five probes: 1 to 3 answered (cost 30, 10, 20; the third at the second try), 4 failed, 5 pending. */
function fiveProbes() {
  const ledger = openLedger(5)
  const { write } = ledger
  for (const [probeId, costNanoUsd, answer] of [
    [1, 30, 'Paris, of course'],
    [2, 10, `Berlin ${'-'.repeat(4000)}`],
  ] as const) {
    write('startAttempt', startInput(`a${probeId}`, probeId))
    write('settleAttempt', settleInput(probeId, probeId, answer, { costNanoUsd, durationMs: 500 - costNanoUsd }))
  }
  const waits = { ...succeeded(3), status: 'waiting', code: 'TIMEOUT', isAnswer: false } as const
  write('startAttempt', startInput('a3', 3))
  write('settleAttempt', settleInput(3, 3, '', { ...failing, probe: waits }))
  write('startAttempt', startInput('a4', 3, { number: 2, kind: 'retry' }))
  write('settleAttempt', settleInput(4, 3, '100%_sure', { costNanoUsd: 20, firstChunkMs: null }))
  write('startAttempt', startInput('a5', 4))
  write(
    'settleAttempt',
    settleInput(5, 4, '', { ...failing, probe: { ...succeeded(4), status: 'failed', code: 'TIMEOUT', isAnswer: false } }),
  )
  return ledger
}

const asked: ListFromBook = {
  runId: 1,
  changes: { everything: true, probes: [] },
  labels: [],
  filter: {},
  sort: { by: 'prompt', isDescending: false },
  models: [1],
  offset: 0,
  limit: 50,
  seq: 1,
  nowMs: 0,
}

type Sort = ListFromBook['sort']['by']

function fromBook({ db, memory }: ReturnType<typeof openLedger>, more: Partial<ListFromBook>) {
  return listFromBook(db, { ...asked, ...more }, memory)
}

describe('a table of probes', () => {
  it.each<[Sort, boolean, number[]]>([
    ['prompt', false, [1, 2, 3, 4, 5]],
    ['prompt', true, [5, 4, 3, 2, 1]],
    ['cost', false, [2, 3, 1, 4, 5]],
    ['cost', true, [1, 3, 2, 4, 5]],
    ['duration', false, [1, 2, 3, 4, 5]],
    ['first_chunk', false, [1, 2, 4, 3, 5]],
    ['tokens', true, [1, 2, 3, 4, 5]],
    ['attempts', true, [3, 1, 2, 4, 5]],
    ['code', false, [4, 1, 2, 3, 5]],
    ['status', false, [5, 4, 1, 2, 3]],
    ['model', true, [1, 2, 3, 4, 5]],
  ])('is sorted by %s, descending: %s; what has no value comes last', async (by, isDescending, ids) => {
    const { rows, total } = await fromBook(fiveProbes(), { sort: { by, isDescending } })
    expect(rows.map(({ id }) => id)).toEqual(ids)
    expect(total).toBe(5)
  })

  it('sorts models by the order that is given', async () => {
    const ledger = fiveProbes()
    const { write, context } = ledger
    write('addPrompts', pageInput(1, 1, 5).prompts)
    context.db.exec(`insert into probe (run_id, model_id, prompt_idx, sample, status) values (1, 7, 0, 0, 'pending')`)
    const { rows } = await fromBook(ledger, { sort: { by: 'model', isDescending: false }, models: [7, 1] })
    expect(rows.map(({ model_id }) => model_id)).toEqual([7, 1, 1, 1, 1, 1])
  })

  it.each<[string, ListFromBook['filter'], number[]]>([
    ['statuses', { statuses: ['failed', 'pending'] }, [4, 5]],
    ['models', { modelIds: [2] }, []],
    ['codes', { codes: ['TIMEOUT', 'NETWORK'] }, [4]],
    ['fallback', { usedFallback: true }, []],
    ['no fallback', { usedFallback: false }, [1, 2, 3, 4, 5]],
    ['cost', { minCostNanoUsd: 10, maxCostNanoUsd: 20 }, [2, 3]],
    ['duration', { minDurationMs: 471, maxDurationMs: 999 }, [2]],
    ['attempts', { minAttempts: 2 }, [3]],
    ['text of an answer', { text: 'OF COURSE' }, [1]],
    ['text of the first KiB of a long answer', { text: 'berlin' }, [2]],
    ['text of a prompt', { text: '4' }, [5]],
    ['no name of a variable', { text: 'n' }, [2]],
    ['text with signs that are patterns', { text: '0%_s' }, [3]],
    ['text that only a pattern would find', { text: 'P_ris' }, []],
    ['several', { statuses: ['succeeded'], minCostNanoUsd: 20, text: 'sure' }, [3]],
  ])('holds what the filter lets through: %s', async (_, filter, ids) => {
    const { rows, total } = await fromBook(fiveProbes(), { filter })
    expect(rows.map(({ id }) => id)).toEqual(ids)
    expect(total).toBe(ids.length)
  })

  it('gives any rows of it, and how many there are', async () => {
    const ledger = fiveProbes()
    const page = await fromBook(ledger, { offset: 3, limit: 1 })
    expect([page.rows.map(({ id }) => id), page.total]).toEqual([[4], 5])
    expect(await fromBook(ledger, { offset: 9 })).toMatchObject({ rows: [], total: 5 })
  })

  it('is read by prompt, in either direction, without a book', async () => {
    const { db } = fiveProbes()
    const ids = async (isDescending: boolean, offset: number, limit: number) => {
      const { total, rows } = await listProbeTable(db, { runId: 1, isDescending, offset, limit })
      return [total, ...rows.map(({ id }) => id)]
    }
    expect(await ids(false, 0, 50)).toEqual([5, 1, 2, 3, 4, 5])
    expect(await ids(true, 1, 2)).toEqual([5, 4, 3])
    expect(await ids(false, 9, 2)).toEqual([5])
  })

  it('shows the call that answered, and else the last that has an outcome', async () => {
    const { rows } = await fromBook(fiveProbes(), {})
    expect(rows).toMatchObject([
      { answer: 'Paris, of course', cost_nanousd: 30, cost_state: 'computed', tokens: 50, price_ulid: 'price-of-1-one', ended_at_ms: 2000 },
      { answer: expect.stringMatching(/^Berlin .{153}$/), variables: '{"n":1}' },
      { answer: '100%_sure', last_attempt_id: 4, cost_nanousd: 20 },
      { answer: null, cost_nanousd: null, cost_state: 'maybe_billed', uncached_input_tokens: null, duration_ms: 1000 },
      { answer: null, cost_state: null, ended_at_ms: null },
    ])
  })
})

/** A table of two rows a page whose orders are kept. */
function keeping() {
  const ledger = fiveProbes()
  return {
    page: (more: Partial<ListFromBook>) => fromBook(ledger, { limit: 2, ...more }),
    cancel: (id: number) => ledger.context.db.exec(`update probe set status = 'cancelled' where id = ${id}`),
  }
}

describe('the order of a table', () => {
  const filter = { statuses: ['succeeded'] }

  it('is good while nothing has changed; after that for a second, for pages that were not given yet', async () => {
    const { page, cancel } = keeping()
    expect(await page({ filter })).toMatchObject({ seq: 1, total: 3 })
    cancel(2)
    expect(await page({ filter, nowMs: 5000 })).toMatchObject({ seq: 1, total: 3 })
    expect(await page({ filter, seq: 2, nowMs: 500, offset: 2 })).toMatchObject({ seq: 1, total: 3 })
    expect(await page({ filter, seq: 2, nowMs: 600, offset: 2 })).toMatchObject({ seq: 2, total: 2 })
    cancel(3)
    expect(await page({ filter, seq: 3, nowMs: 1700 })).toMatchObject({ seq: 3, total: 1 })
  })

  it('is kept of four tables, the newest', async () => {
    const { page, cancel } = keeping()
    await page({ filter })
    for (const minAttempts of [0, 1, 2, 3]) await page({ filter: { ...filter, minAttempts } })
    cancel(1)
    expect(await page({ filter: { ...filter, minAttempts: 0 } })).toMatchObject({ total: 3 })
    expect(await page({ filter })).toMatchObject({ total: 2 })
  })
})
