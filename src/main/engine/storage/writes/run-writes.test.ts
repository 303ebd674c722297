import { describe, expect, it, onTestFinished } from 'vitest'
import { pageInput, runInput, startInput } from '../../../../../test/builders/ledger.ts'
import { memoryWriter, planInto, type WriterUnderTest } from '../../../../../test/builders/write-context.ts'

function planned(probes = 4): WriterUnderTest {
  const writer = memoryWriter()
  onTestFinished(() => void writer.context.db.close())
  planInto(writer, probes)
  return writer
}

const statuses = (writer: WriterUnderTest) =>
  writer.rows('select status from probe order by id').map((row) => (row as { status: string }).status)

describe('a run', () => {
  it('begins queued, with its models in order and nothing planned', () => {
    const writer = planned()
    const { runId } = writer.write('createRun', runInput('run-2', [1, 1]))

    expect(writer.rows('select name, status, on_restart, prompt_count, started_at_ms from run where id = ?', runId)).toEqual([
      { name: 'run-2', status: 'queued', on_restart: 'hold', prompt_count: 0, started_at_ms: null },
    ])
    expect(writer.rows('select position, model_id, planned from run_model where run_id = ?', runId)).toEqual([
      { position: 0, model_id: 1, planned: 0 },
      { position: 1, model_id: 1, planned: 0 },
    ])
  })

  it('counts its prompts as they come', () => {
    const writer = planned(4)
    writer.write('addPrompts', pageInput(1, 3, 4).prompts)

    expect(writer.rows('select prompt_count from run')).toEqual([{ prompt_count: 7 }])
    expect(writer.rows('select idx, variables from prompt where idx > 4')).toEqual([
      { idx: 5, variables: '{"n":5}' },
      { idx: 6, variables: '{"n":6}' },
    ])
  })

  it('names the first probe of a page; the others follow it without a gap', () => {
    const writer = planned(4)
    writer.write('addPrompts', pageInput(1, 3, 4).prompts)

    expect(writer.write('planProbes', pageInput(1, 3, 4).probes)).toEqual({ firstProbeId: 5 })
    expect(writer.rows('select id, prompt_idx from probe where id > 4')).toEqual([
      { id: 5, prompt_idx: 4 },
      { id: 6, prompt_idx: 5 },
      { id: 7, prompt_idx: 6 },
    ])
    expect(writer.rows('select planned from run_model')).toEqual([{ planned: 7 }])
  })

  it('plans no cell twice', () => {
    const writer = planned(4)

    expect(() => writer.write('planProbes', { ...pageInput(1, 1, 3).probes })).toThrow('SQLITE_CONSTRAINT_UNIQUE')
    expect(writer.rows('select planned from run_model')).toEqual([{ planned: 4 }])
  })

  it('starts once, and ends when it is over', () => {
    const writer = planned()
    const row = () => writer.rows('select status, pause_reason, started_at_ms, finished_at_ms from run')[0]
    const set = (status: 'running' | 'paused' | 'finished', atMs: number, more = {}) =>
      writer.write('setRunStatus', { runId: 1, status, pauseReason: null, atMs, ...more })
    set('running', 10)
    expect(row()).toEqual({ status: 'running', pause_reason: null, started_at_ms: 10, finished_at_ms: null })

    set('paused', 20, { pauseReason: 'user' })
    set('running', 30)
    set('finished', 40)
    expect(row()).toEqual({ status: 'finished', pause_reason: null, started_at_ms: 10, finished_at_ms: 40 })

    set('running', 50)
    expect(row()).toEqual({ status: 'running', pause_reason: null, started_at_ms: 10, finished_at_ms: null })
  })

  it('is taken back whole while nothing was sent, and not after', () => {
    const writer = planned()
    writer.write('startAttempt', startInput('a', 1))
    expect(() => writer.write('dropRun', { runId: 1 })).toThrow('SQLITE_CONSTRAINT')

    const { runId } = writer.write('createRun', runInput('run-2'))
    writer.write('addPrompts', pageInput(runId, 2).prompts)
    writer.write('planProbes', pageInput(runId, 2).probes)
    writer.write('dropRun', { runId })
    for (const table of ['prompt', 'probe', 'run_model']) expect(writer.rows(`select * from ${table} where run_id = ?`, runId)).toEqual([])
    expect(writer.rows('select ulid from run')).toEqual([{ ulid: 'run-1' }])
  })
})

describe('probes', () => {
  it('that were not sent are cancelled with their run, the others are not', () => {
    const writer = planned(4)
    writer.write('startAttempt', startInput('a', 2))
    writer.context.db.exec(`update probe set status = 'waiting', wait_cause = 'parked', wait_until_ms = 5 where id = 3;
      update probe set status = 'succeeded' where id = 4`)
    writer.write('cancelProbes', { runId: 1 })

    expect(statuses(writer)).toEqual(['cancelled', 'in_flight', 'cancelled', 'succeeded'])
    expect(writer.rows('select code, wait_cause, wait_until_ms from probe where id = 3')).toEqual([
      { code: 'CANCELLED', wait_cause: null, wait_until_ms: null },
    ])
  })

  it('end without another attempt', () => {
    const writer = planned(1)
    writer.context.db.exec(`update probe set status = 'waiting', wait_cause = 'parked', wait_until_ms = 5`)
    writer.write('endProbe', { probeId: 1, status: 'failed', code: 'RATE_LIMITED' })

    expect(writer.rows('select status, code, wait_cause, wait_until_ms from probe')).toEqual([
      { status: 'failed', code: 'RATE_LIMITED', wait_cause: null, wait_until_ms: null },
    ])
  })
})

describe('addEvent', () => {
  it('keeps what is not a call', () => {
    const writer = planned(1)
    writer.write('addEvent', { ulid: 'e', atMs: 5, kind: 'parked', subject: 'sim/default', runId: 1, attemptId: null, data: '{}' })

    expect(writer.rows('select ulid, at_ms, kind, subject, run_id from event')).toEqual([
      { ulid: 'e', at_ms: 5, kind: 'parked', subject: 'sim/default', run_id: 1 },
    ])
  })
})

describe('askForRoom', () => {
  it('leaves nothing behind', () => {
    const writer = planned(1)
    writer.write('askForRoom', undefined)

    expect(writer.rows('select * from body')).toEqual([])
  })
})
