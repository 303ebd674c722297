import { afterAll, describe, expect, it } from 'vitest'
import { explain } from '../../../../../test/builders/explained.ts'
import { settleInput, startInput } from '../../../../../test/builders/ledger.ts'
import { memoryWriter, planInto, type WriterUnderTest } from '../../../../../test/builders/write-context.ts'
import { type Reads, reads } from './index.ts'
import type { LedgerFilter } from './ledger-filter.ts'

type Case = { readonly [Name in keyof Reads]: readonly [name: Name, input: Parameters<Reads[Name]>[1], leads: string] }[keyof Reads]

const ledger = smallLedger()
afterAll(() => void ledger.context.db.close())

/** Four probes: answered, failed, in flight, pending. */
function smallLedger(): WriterUnderTest {
  const writer = memoryWriter()
  planInto(writer, 4)
  for (const probeId of [1, 2, 3]) writer.write('startAttempt', startInput(`a${probeId}`, probeId))
  writer.write('settleAttempt', settleInput(1, 1, 'yes'))
  writer.write('settleAttempt', settleInput(2, 2, '', { state: 'failed', code: 'TIMEOUT', answer: null, probe: null }))
  return writer
}

function plansOf([name, input]: Case) {
  const read = reads[name] as (db: unknown, input: unknown, memory: unknown) => Promise<unknown>
  return explain(ledger.context.db, (db, memory) => read(db, input, memory))
}

/** `SEARCH attempt` without an index is SQLite's word for a maximum sought row by row. */
const isWhole = (step: string) => /^SCAN (attempt|probe|prompt|run|event|body|audit_entry)\b|^SEARCH \w+$/.test(step)

const limit = 50
const byEntry = 'audit_entry USING INTEGER PRIMARY KEY (rowid<?)'
const run = 'run-1'
const ofRun = { runId: 1, afterId: 0, limit }

/** Each list with each of its filters, and the step its first query begins with. */
const lists: readonly Case[] = [
  ['listRuns', { limit }, 'run USING INTEGER PRIMARY KEY (rowid<?)'],
  ['listRuns', { limit, beforeId: 9 }, 'run USING INTEGER PRIMARY KEY (rowid<?)'],
  ['listRuns', { limit, statuses: ['running'] }, 'run USING INDEX run_by_status (status=? AND rowid<?)'],
  ['listRuns', { limit, statuses: ['running', 'paused'] }, 'run USING INTEGER PRIMARY KEY (rowid<?)'],
  ['listRuns', { limit, text: 'gpt' }, 'run USING INTEGER PRIMARY KEY (rowid<?)'],
  ['listCalls', { limit }, 'attempt USING INTEGER PRIMARY KEY (rowid<?)'],
  ['listCalls', { limit, state: 'answered' }, 'attempt USING INTEGER PRIMARY KEY (rowid<?)'],
  ['listCalls', { limit, state: 'started' }, 'attempt USING INDEX attempt_open (state=? AND rowid<?)'],
  ['listCalls', { limit, state: 'failed' }, 'attempt USING INDEX attempt_not_well (state=? AND rowid<?)'],
  ['listCalls', { limit, state: 'cancelled', beforeId: 9 }, 'attempt USING INDEX attempt_not_well (state=? AND rowid<?)'],
  ['listCalls', { limit, state: 'interrupted', modelId: 1 }, 'attempt USING INDEX attempt_not_well (state=? AND rowid<?)'],
  ['listCalls', { limit, modelId: 1 }, 'attempt USING INDEX attempt_by_served_model (served_model_id=? AND rowid<?)'],
  ['listCalls', { limit, modelId: 1, state: 'answered' }, 'attempt USING INDEX attempt_by_served_model (served_model_id=? AND rowid<?)'],
  ['listCalls', { limit, code: 'TIMEOUT' }, 'attempt USING INDEX attempt_by_code (code=? AND rowid<?)'],
  ['listCalls', { limit, code: 'TIMEOUT', modelId: 1 }, 'attempt USING INDEX attempt_by_code (code=? AND rowid<?)'],
  ['listCalls', { limit, runUlid: run }, 'attempt USING INDEX attempt_by_run (run_id=? AND rowid<?)'],
  ['listCalls', { limit, runUlid: run, modelId: 1 }, 'attempt USING INDEX attempt_by_run (run_id=? AND rowid<?)'],
  ['listCalls', { limit, runUlid: run, state: 'answered' }, 'attempt USING INDEX attempt_by_run (run_id=? AND rowid<?)'],
  ['listCalls', { limit, runUlid: run, state: 'failed' }, 'attempt USING INDEX attempt_not_well_in_run (run_id=? AND state=? AND rowid<?)'],
  ['listCalls', { limit, runUlid: run, code: 'TIMEOUT' }, 'attempt USING INDEX attempt_by_code_in_run (run_id=? AND code=? AND rowid<?)'],
  ['pastAttempts', { modelId: 1, limit }, 'attempt USING INDEX attempt_by_served_model (served_model_id=?)'],
  ['promptBytes', { runId: 1, fromIdx: 0, limit }, 'prompt USING PRIMARY KEY (run_id=? AND idx>?)'],
  ['listProbes', ofRun, 'probe USING INDEX probe_by_run (run_id=? AND rowid>?)'],
  ['listProbes', { ...ofRun, modelId: 1 }, 'probe USING INDEX probe_by_run (run_id=? AND rowid>?)'],
  ['listProbes', { ...ofRun, status: 'succeeded' }, 'probe USING INDEX probe_by_run (run_id=? AND rowid>?)'],
  ['listProbes', { ...ofRun, status: 'succeeded', modelId: 1 }, 'probe USING INDEX probe_by_run (run_id=? AND rowid>?)'],
  ['listProbes', { ...ofRun, status: 'pending' }, 'probe USING INDEX probe_ready (run_id=? AND model_id>?)'],
  ['listProbes', { ...ofRun, status: 'waiting' }, 'probe USING INDEX probe_ready (run_id=? AND model_id>?)'],
  ['listProbes', { ...ofRun, status: 'waiting', modelId: 1 }, 'probe USING INDEX probe_ready (run_id=? AND model_id=?)'],
  ['listProbes', { ...ofRun, status: 'in_flight' }, 'probe USING INDEX probe_by_run (run_id=? AND rowid=?)'],
  ['listProbes', { ...ofRun, status: 'failed' }, 'probe USING INDEX probe_not_well (run_id=? AND status=? AND rowid>?)'],
  ['listProbes', { ...ofRun, status: 'cancelled' }, 'probe USING INDEX probe_not_well (run_id=? AND status=? AND rowid>?)'],
  ['listProbes', { ...ofRun, status: 'interrupted', modelId: 1 }, 'probe USING INDEX probe_not_well (run_id=? AND status=? AND rowid>?)'],
  ['listEvents', { limit }, 'event USING INTEGER PRIMARY KEY (rowid<?)'],
  ['listEvents', { limit, kind: 'breaker' }, 'event USING INDEX event_by_kind (kind=? AND rowid<?)'],
  ['listEvents', { limit, subject: 'provider:sim' }, 'event USING INDEX event_by_subject (subject=? AND rowid<?)'],
  ['listEvents', { limit, subject: 'provider:sim', kind: 'breaker' }, 'event USING INDEX event_by_subject (subject=? AND rowid<?)'],
  ['listEvents', { limit, runUlid: run }, 'event USING INDEX event_by_run (run_id=? AND rowid<?)'],
  ['listEvents', { limit, runUlid: run, kind: 'fallback', beforeId: 9 }, 'event USING INDEX event_by_run (run_id=? AND rowid<?)'],
  [
    'listEvents',
    { limit, runUlid: run, kind: 'fallback', subject: 'model:sim/one' },
    'event USING INDEX event_by_subject (subject=? AND rowid<?)',
  ],
  ['listAudit', { limit }, byEntry],
  ['listAudit', { limit, beforeId: 9, user: 'ada', origin: 'test', action: 'add', fromMs: 1, toMs: 9 }, byEntry],
  ['listAudit', { limit, kind: 'model' }, byEntry],
  ['listAudit', { limit, subject: 'sim/one', kind: 'model' }, byEntry],
  ['listAudit', { limit, search: 'one' }, byEntry],
  ['auditChanges', { entryId: 1, afterOrdinal: -1, limit }, 'audit_change USING PRIMARY KEY (entry_id=? AND ordinal>?)'],
  ['newEvents', { limit, afterId: 1 }, 'event USING INTEGER PRIMARY KEY (rowid>?)'],
  ['newEvents', { limit, afterId: 1, kinds: ['run', 'alert'] }, 'event USING INDEX event_by_kind (kind=? AND rowid>?)'],
  ['promptPage', { runId: 1, fromIdx: 10, limit }, 'prompt USING PRIMARY KEY (run_id=? AND idx>?)'],
  ['unfinishedProbes', { ...ofRun, modelId: 1 }, 'probe USING INDEX probe_ready (run_id=? AND model_id=? AND rowid>?)'],
  ['listRuns', { limit, rerunOf: 'run-1' }, 'run USING INDEX run_by_rerun (rerun_of=? AND rowid<?)'],
  [
    'endedProbes',
    { ...ofRun, status: 'failed', failedChecks: false },
    'probe USING INDEX probe_not_well (run_id=? AND status=? AND rowid>?)',
  ],
  ['endedProbes', { ...ofRun, status: 'succeeded', failedChecks: true }, 'probe USING INDEX probe_by_run (run_id=? AND rowid>?)'],
  ['rerunCells', { runId: 1, position: 0, fromN: 0, limit }, 'rerun_cell USING PRIMARY KEY (run_id=? AND position=? AND n>?)'],
  ['promptHashes', { runId: 1, fromIdx: 0, limit }, 'prompt USING PRIMARY KEY (run_id=? AND idx>?)'],
  ['recentStarts', { poolId: 1, sinceMs: 5 }, 'attempt USING INDEX attempt_by_start (started_at_ms>?)'],
]

const ofTable = { runId: 1, isDescending: false, offset: 0, limit }
const ofBook = {
  ...{ runId: 1, changes: { everything: true, probes: [] }, filter: {}, labels: [], models: [1], offset: 0, limit, seq: 1, nowMs: 0 },
  sort: { by: 'cost', isDescending: true },
} as const

const noLedger = { calls: null, events: null, audits: null }
const ofLedger = (filter: Partial<LedgerFilter>) => ({ filter: { ...noLedger, ...filter }, limit, isCounted: false })

const costs = { groupBy: ['model', 'day'], watermark: 9, filter: {} } as const

/** What is added up, or found by name. */
const others: readonly Case[] = [
  [
    'findProbe',
    { runId: 1, modelId: 1, promptIdx: 0, sample: 0 },
    'probe USING INDEX probe_by_cell (run_id=? AND prompt_idx=? AND model_id=? AND sample=?)',
  ],
  ['listProbeTable', ofTable, 'probe USING COVERING INDEX probe_by_cell (run_id=?)'],
  ['listProbeTable', { ...ofTable, isDescending: true }, 'probe USING COVERING INDEX probe_by_cell (run_id=?)'],
  ['listProbeTable', ofTable, 'probe USING INTEGER PRIMARY KEY (rowid=?)'],
  ['listFromBook', ofBook, 'probe USING INDEX probe_by_run (run_id=? AND rowid>?)'],
  ['listFromBook', { ...ofBook, filter: { text: 'a' } }, 'attempt USING INTEGER PRIMARY KEY (rowid=?)'],
  ['warmBook', ofBook, 'prompt USING PRIMARY KEY (run_id=? AND idx>?)'],
  ['sumRun', ofBook, 'probe USING INDEX probe_by_run (run_id=? AND rowid>?)'],
  ['listPrompts', { ...ofBook, sort: 'prompt' }, 'probe USING INDEX probe_by_run (run_id=? AND rowid>?)'],
  [
    'comparePrompts',
    { a: ofBook, b: ofBook, show: 'all', sort: 'prompt', offset: 0, limit },
    'prompt USING PRIMARY KEY (run_id=? AND idx>?)',
  ],
  ['listBeside', { runId: 1, promptIdx: 0, sample: undefined, limit }, 'probe USING INDEX probe_by_cell (run_id=? AND prompt_idx=?)'],
  ['judgeSums', { runId: 1 }, 'attempt USING INDEX attempt_of_judge (run_id=?)'],
  ['promptsAt', { runId: 1, idxs: [0, 2] }, 'prompt USING PRIMARY KEY (run_id=? AND idx=?)'],
  ['modelRuns', { modelId: 1, limit }, 'run_model USING COVERING INDEX run_model_by_model (model_id=?)'],
  ['modelRuns', { modelId: 1, limit }, 'run USING INTEGER PRIMARY KEY (rowid=?)'],
  ['listAudit', { limit, subject: 'sim/one' }, 'audit_change USING COVERING INDEX audit_change_by_subject (subject=? AND entry_id=?)'],
  ['listAudit', { limit, kind: 'model' }, 'audit_change USING PRIMARY KEY (entry_id=?)'],
  ['findAudit', { ulid: 'audit-of-sim' }, 'audit_entry USING INDEX sqlite_autoindex_audit_entry_1 (ulid=?)'],
  ['findAudit', { ulid: 'audit-of-sim' }, 'audit_entry USING INDEX audit_entry_by_undone (undoes_id=?)'],
  [
    'laterChange',
    { kind: 'model', rowId: 1, subject: 'sim/one', sinceId: 1 },
    'audit_change USING COVERING INDEX audit_change_by_row (kind=? AND row_id=? AND entry_id>?)',
  ],
  [
    'laterChange',
    { kind: 'setting', rowId: null, subject: 'judgeModel', sinceId: 1 },
    'audit_change USING INDEX audit_change_by_subject (subject=? AND entry_id>?)',
  ],
  ['askedModels', { ids: [1] }, 'run_model USING COVERING INDEX run_model_by_model (model_id=?)'],
  ['askedModels', { ids: [1] }, 'attempt USING COVERING INDEX attempt_by_served_model (served_model_id=?)'],
  ['findRun', { ulid: run }, 'run USING INDEX sqlite_autoindex_run_1 (ulid=?)'],
  ['findRunRow', { ulid: run }, 'run USING INDEX sqlite_autoindex_run_1 (ulid=?)'],
  ['promptSizes', { runId: 1 }, 'prompt USING PRIMARY KEY (run_id=?)'],
  ['countStarts', { poolId: 1, sinceMs: 5 }, 'attempt USING INDEX attempt_by_start (started_at_ms>?)'],
  ['pastAnswers', { modelIds: [1] }, 'attempt USING INDEX attempt_by_served_model (served_model_id=?)'],
  [
    'minuteCalls',
    { fromMs: 1, untilMs: 9, lastAttemptId: 9 },
    'attempt USING INDEX attempt_by_start (started_at_ms>? AND started_at_ms<?)',
  ],
  ['runTimings', { runId: 1, modelIds: [1] }, 'attempt USING INDEX attempt_by_run (run_id=? AND rowid>?)'],
  ['runTimings', { runId: 1, modelIds: [1], usedFallback: true }, 'attempt USING INDEX attempt_by_run (run_id=? AND rowid>?)'],
  ['runTimings', { runId: 1, modelIds: [1], usedFallback: true }, 'probe USING INTEGER PRIMARY KEY (rowid=?)'],
  ['splitAttemptSums', { runId: 1, usedFallback: true }, 'attempt USING INDEX attempt_by_run (run_id=?)'],
  ['runTimings', { runId: 1, modelIds: [1] }, 'probe USING INDEX probe_not_well (run_id=? AND status=?)'],
  [
    'spentBetween',
    { fromMs: 1, untilMs: 9, lastAttemptId: 9 },
    'attempt USING INDEX attempt_by_start (started_at_ms>? AND started_at_ms<?)',
  ],
  ['ledgerPage', ofLedger({ calls: {} }), 'attempt USING COVERING INDEX attempt_by_seq (seq>? AND seq<?)'],
  ['ledgerPage', ofLedger({ calls: { runs: [run], codes: ['TIMEOUT'] } }), 'ledger_block USING INTEGER PRIMARY KEY (rowid<?)'],
  ['ledgerPage', ofLedger({ events: {} }), 'event USING INDEX event_by_seq (seq>? AND seq<?)'],
  ['ledgerPage', ofLedger({ events: { runs: [run], kinds: ['run'] } }), 'event USING INDEX event_by_run (run_id=?)'],
  ['ledgerPage', ofLedger({ events: { kinds: ['alert'] } }), 'event USING INDEX event_by_kind (kind=?)'],
  ['ledgerPage', ofLedger({ events: { fromMs: 1, toMs: 9 } }), 'event USING INDEX event_by_time (at_ms>? AND at_ms<?)'],
  ['ledgerPage', ofLedger({ audits: { users: ['ada'], fromMs: 1 } }), 'audit_entry USING INDEX audit_entry_by_seq (seq>? AND seq<?)'],
  ['ledgerWatermark', undefined, 'event USING COVERING INDEX event_by_seq (seq>?)'],
  ['findCall', { ulid: 'a1' }, 'attempt USING INDEX sqlite_autoindex_attempt_1 (ulid=?)'],
  ['watermark', undefined, 'attempt USING COVERING INDEX attempt_by_seq (seq>?)'],
  ['callSums', costs, 'attempt USING INDEX attempt_by_seq (seq>? AND seq<?)'],
  ['callSums', costs, 'rollup_key USING INDEX rollup_key_by_last_seq (last_seq>?)'],
  ['callSums', costs, 'rollup_quarter USING PRIMARY KEY (key_id=?)'],
  ['callSums', { ...costs, filter: { fromMs: 1, toMs: 9 } }, 'attempt USING INDEX attempt_by_start (started_at_ms>? AND started_at_ms<?)'],
  [
    'callSums',
    { ...costs, filter: { servedModelIds: [1], fromMs: 1 } },
    'attempt USING INDEX attempt_by_start (started_at_ms>? AND started_at_ms<?)',
  ],
]

describe('query plans', () => {
  it.each(lists)('%s %j goes by %s, and no further than its limit', async (...each) => {
    const [first] = await plansOf(each as Case)

    expect(first?.sql).toMatch(/ limit \?/)
    expect(first?.steps.find((step) => step.startsWith('SEARCH'))).toBe(`SEARCH ${each[2]}`)
  })

  it.each(others)('%s %j goes by %s', async (...each) => {
    const queries = await plansOf(each as Case)

    expect(queries.flatMap((query) => query.steps)).toContain(`SEARCH ${each[2]}`)
  })

  it.each([...lists, ...others])('%s %j passes over no whole table', async (...each) => {
    const queries = await plansOf(each as Case)

    expect(queries.flatMap((query) => query.steps).filter(isWhole)).toEqual([])
  })

  it('no list but that of waiting probes, of which there are few, is sorted', async () => {
    const sorted: unknown[] = []
    for (const each of lists) {
      const [first] = await plansOf(each)
      if (first?.steps.includes('USE TEMP B-TREE FOR ORDER BY')) sorted.push(each[1])
    }

    expect(sorted).toEqual([
      { ...ofRun, status: 'pending' },
      { ...ofRun, status: 'waiting' },
      { ...ofRun, status: 'waiting', modelId: 1 },
    ])
  })
})
