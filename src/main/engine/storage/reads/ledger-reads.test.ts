import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { auditAt, modelInput, providerInput, runInput, settleInput, startInput, stepInput } from '../../../../../test/builders/ledger.ts'
import { openLedger } from '../../../../../test/builders/reader.ts'
import { sealBlock, thinBlocks } from '../ledger/seal-blocks.ts'
import type { CallFilter, LedgerFilter } from './ledger-filter.ts'
import { ledgerPage } from './ledger-reads.ts'

interface CallFact {
  readonly run: 'run-1' | 'run-2' | null
  readonly asked: 1 | 2
  readonly served: 1 | 2
  readonly user: string
  readonly kind: 'first' | 'retry' | 'fallback'
  readonly startedAtMs: number
  readonly durationMs: number | null
  readonly costNanoUsd: number | null
  readonly code: 'TIMEOUT' | 'AUTH' | null
  readonly httpStatus: 200 | 401 | null
  readonly waitCause: 'parked' | null
}
type Other<Entry> = { readonly entry: Entry; readonly atMs: number; readonly of: 0 | 1 }
type Fact = { readonly entry: 'call'; readonly call: CallFact } | Other<'event'> | Other<'audit'>

const refs = ['', 'sim/one', 'other/two']
const users = ['ada', 'bob', 'cyd']
const atMs = fc.integer({ min: 0, max: 20 })
const durations = fc.constantFrom(null, 0, 0.25, 7, 9.5, 120_000)
const costs = fc.constantFrom(null, 0, 1, 65_535, 4_294_967_295, 9_000_000_000_000)
const call: fc.Arbitrary<CallFact> = fc.record({
  run: fc.constantFrom('run-1', 'run-2', null),
  asked: fc.constantFrom(1, 2),
  served: fc.constantFrom(1, 2),
  user: fc.constantFrom('ada', 'bob'),
  kind: fc.constantFrom('first', 'retry', 'fallback'),
  startedAtMs: fc.oneof(atMs, fc.constant(6_000_000_000)),
  durationMs: durations,
  costNanoUsd: costs,
  code: fc.constantFrom('TIMEOUT', 'AUTH', null),
  httpStatus: fc.constantFrom(200, 401, null),
  waitCause: fc.constantFrom('parked', null),
})
const fact: fc.Arbitrary<Fact> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ entry: fc.constant('call' as const), call }) },
  { weight: 1, arbitrary: fc.record({ entry: fc.constant('event' as const), atMs, of: fc.constantFrom(0, 1) }) },
  { weight: 1, arbitrary: fc.record({ entry: fc.constant('audit' as const), atMs, of: fc.constantFrom(0, 1) }) },
)

function some<Value>(...values: readonly Value[]) {
  return fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }), { nil: undefined })
}
const bound = fc.option(atMs, { nil: undefined })
const callFilter: fc.Arbitrary<CallFilter> = fc.record({
  ...{ fromMs: bound, toMs: bound, runs: some('run-1', 'run-2', 'no-run'), users: some(...users), kinds: some('first', 'retry') },
  requestModels: some('sim/one', 'other/two', 'other/none'),
  servedModels: some('sim/one', 'other/two'),
  services: some('sim', 'other/two', 'none'),
  states: some('answered', 'failed'),
  codes: some('TIMEOUT', 'AUTH', 'NETWORK'),
  httpStatuses: some(200, 401, 500),
  waitCauses: some('parked', 'spacing'),
  minDurationMs: fc.option(fc.constantFrom(0, 0.3, 8), { nil: undefined }),
  maxDurationMs: fc.option(fc.constantFrom(0, 7, 100), { nil: undefined }),
  minCostNanoUsd: fc.option(fc.constantFrom(0, 2, 70_000), { nil: undefined }),
  maxCostNanoUsd: fc.option(fc.constantFrom(0, 4_294_967_295), { nil: undefined }),
})
const filter: fc.Arbitrary<LedgerFilter> = fc.record({
  calls: fc.oneof({ weight: 5, arbitrary: callFilter }, fc.constant({}), fc.constant(null)),
  events: fc.option(fc.record({ fromMs: bound, toMs: bound, kinds: some('run', 'alert'), runs: some('run-1', 'no-run') })),
  audits: fc.option(fc.record({ fromMs: bound, toMs: bound, users: some(...users) })),
})

function openMixed() {
  const ledger = openLedger(1)
  ledger.write('edit', providerInput('other'))
  ledger.write('edit', modelInput('two', 2, 2))
  ledger.write('createRun', runInput('run-2'))
  ledger.context.db.exec(
    'drop trigger audit_entry_is_kept; drop trigger audit_change_is_kept; delete from audit_change; delete from audit_entry',
  )
  let written = 0
  return {
    ...ledger,
    add(given: Fact): void {
      written += 1
      if (given.entry === 'call') addCall(ledger, given.call, `a${written}`)
      else if (given.entry === 'event')
        ledger.write('addEvent', {
          ...{ ulid: `e${written}`, atMs: given.atMs, kind: given.of === 0 ? 'run' : 'alert', subject: 's', data: '{}', attemptId: null },
          runId: given.of === 0 ? 1 : null,
        })
      else {
        const audit = { ...auditAt(given.atMs, `u${written}`), user: users[given.of] ?? '' }
        ledger.write('edit', stepInput({ do: 'set', kind: 'model', subject: 'sim/one', id: 1, patch: { name: `${written}` } }, audit))
      }
    },
  }
}

function addCall({ write }: ReturnType<typeof openLedger>, given: CallFact, ulid: string): void {
  const { attemptId } = write(
    'startAttempt',
    startInput(ulid, null, {
      ...{ runId: given.run === null ? null : given.run === 'run-1' ? 1 : 2, requestModelId: given.asked, servedModelId: given.served },
      ...{ user: given.user, kind: given.kind, startedAtMs: given.startedAtMs, waitCause: given.waitCause },
    }),
  )
  const { code, durationMs, costNanoUsd, httpStatus } = given
  const state = code === null ? 'answered' : 'failed'
  write('settleAttempt', settleInput(attemptId, null, 'x', { code, durationMs, costNanoUsd, httpStatus, state }))
}

const isAmong = (asked: readonly (string | number)[] | undefined, ...values: readonly (string | number | null)[]) =>
  asked === undefined || values.some((value) => value !== null && asked.includes(value))
const isIn = (value: number | null, least: number | undefined, most: number | undefined) =>
  (least === undefined && most === undefined) ||
  (value !== null && value >= (least ?? Number.NEGATIVE_INFINITY) && value <= (most ?? Number.POSITIVE_INFINITY))
const isAt = (
  at: number,
  { fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY }: { fromMs?: number | undefined; toMs?: number | undefined },
) => at >= fromMs && at < toMs

/** The filter, said plainly. */
function isWanted(asked: LedgerFilter, given: Fact): boolean {
  if (given.entry === 'event') {
    const { events } = asked
    return (
      events !== null &&
      isAt(given.atMs, events) &&
      isAmong(events.kinds, given.of === 0 ? 'run' : 'alert') &&
      isAmong(events.runs, given.of === 0 ? 'run-1' : null)
    )
  }
  if (given.entry === 'audit')
    return asked.audits !== null && isAt(given.atMs, asked.audits) && isAmong(asked.audits.users, users[given.of] ?? '')
  const { calls } = asked
  const call = given.call
  if (calls === null) return false
  return (
    isAt(call.startedAtMs, calls) &&
    isAmong(calls.runs, call.run) &&
    isAmong(calls.users, call.user) &&
    isAmong(calls.kinds, call.kind) &&
    isAmong(calls.requestModels, refs[call.asked] ?? '') &&
    isAmong(calls.servedModels, refs[call.served] ?? '') &&
    isAmong(calls.services, refs[call.served] ?? '', call.served === 1 ? 'sim' : 'other') &&
    isAmong(calls.states, call.code === null ? 'answered' : 'failed') &&
    isAmong(calls.codes, call.code) &&
    isAmong(calls.httpStatuses, call.httpStatus) &&
    isAmong(calls.waitCauses, call.waitCause) &&
    isIn(call.durationMs, calls.minDurationMs, calls.maxDurationMs) &&
    isIn(call.costNanoUsd, calls.minCostNanoUsd, calls.maxCostNanoUsd)
  )
}

const ulidOf = ({ row }: { readonly row: { readonly ulid: string } }) => row.ulid
const letters = { call: 'a', event: 'e', audit: 'u' } as const

describe('the ledger under any filter', () => {
  test.prop(
    [
      fc.array(fact, { maxLength: 40 }),
      fc.array(fact, { maxLength: 6 }),
      filter,
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom(2, 5, 100),
    ],
    {
      numRuns: 25,
    },
  )(
    'gives page by page exactly its entries, newest first, none twice, while new ones are written and packed',
    async (old, young, asked, limit, blockCalls) => {
      const ledger = openMixed()
      const wanted: string[] = []
      old.forEach((given, index) => {
        ledger.add(given)
        if (isWanted(asked, given)) wanted.unshift(`${letters[given.entry]}${index + 1}`)
        if (index % 9 === 8) sealBlock(ledger.context, blockCalls)
      })
      const found: string[] = []
      let before: number | undefined
      const coming = [...young]
      for (;;) {
        const page = await ledgerPage(ledger.db, { filter: asked, before, limit, isCounted: true })
        if (before === undefined) expect(page.total).toBe(wanted.length)
        found.push(...page.rows.map(ulidOf))
        before = page.rows.at(-1)?.seq
        const next = coming.pop()
        if (next !== undefined) ledger.add(next)
        sealBlock(ledger.context, blockCalls)
        if (page.rows.length < limit) break
      }
      expect(found).toEqual(wanted)
    },
  )

  test.prop([fc.array(fact, { maxLength: 30 }), filter, fc.integer({ min: 0, max: 40 })], { numRuns: 12 })(
    'gives what came after an entry, and nothing else',
    async (facts, asked, after) => {
      const ledger = openMixed()
      const start = ledger.context.seq
      for (const given of facts) ledger.add(given)
      sealBlock(ledger.context, 4)
      const { rows } = await ledgerPage(ledger.db, { filter: asked, after: start + after, limit: 500, isCounted: false })
      const all = await ledgerPage(ledger.db, { filter: asked, limit: 500, isCounted: false })
      expect(rows.map(ulidOf)).toEqual(all.rows.filter(({ seq }) => seq > start + after).map(ulidOf))
    },
  )
})

describe('blocks of calls', () => {
  it('are packed anew without what was dropped, and gone with the last of it', async () => {
    const ledger = openMixed()
    const plain: CallFact = {
      ...{ run: null, asked: 1, served: 1, user: 'ada', kind: 'first', startedAtMs: 5, durationMs: 1, costNanoUsd: 1 },
      ...{ code: null, httpStatus: 200, waitCause: null },
    }
    for (let index = 0; index < 6; index += 1) ledger.add({ entry: 'call', call: plain })
    while (sealBlock(ledger.context, 3));
    const seqs = ledger.rows('select seq from attempt order by seq') as { readonly seq: number }[]
    const drop = (count: number) => {
      const to = seqs[count - 1]?.seq ?? 0
      ledger.context.db.prepare('delete from attempt where seq <= ?').run(to)
      thinBlocks(
        ledger.context,
        seqs.slice(0, count).map(({ seq }) => seq),
      )
    }
    const asked = { filter: { calls: { users: ['ada'] }, events: null, audits: null }, limit: 9, isCounted: true }
    drop(2)
    expect(ledger.rows('select calls from ledger_block')).toEqual([{ calls: 1 }, { calls: 3 }])
    expect(await ledgerPage(ledger.db, asked)).toMatchObject({ total: 4, rows: [{}, {}, {}, {}] })
    drop(3)
    expect(ledger.rows('select calls from ledger_block')).toEqual([{ calls: 3 }])
    expect(await ledgerPage(ledger.db, asked)).toMatchObject({ total: 3 })
  })
})
