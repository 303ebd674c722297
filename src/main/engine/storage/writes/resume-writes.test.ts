import { describe, expect, it, onTestFinished } from 'vitest'
import { memoryWriter, planInto, type WriterUnderTest } from '../../../../../test/builders/write-context.ts'

function planned(probes = 4): WriterUnderTest {
  const writer = memoryWriter()
  onTestFinished(() => void writer.context.db.close())
  planInto(writer, probes)
  return writer
}

const statuses = (writer: WriterUnderTest) =>
  writer.rows('select status from probe order by id').map((row) => (row as { status: string }).status)

describe('a run that goes on', () => {
  it.each([
    ['resend', 2, 'pending', null],
    ['fail', 2, 'failed', 'INTERRUPTED'],
    ['hold', 0, 'interrupted', 'INTERRUPTED'],
  ] as const)('has its interrupted probes decided upon: %s', (interrupted, decided, status, code) => {
    const writer = planned(4)
    writer.context.db.exec(`update probe set status = 'interrupted', code = 'INTERRUPTED' where id in (1, 3)`)

    expect(writer.write('readyRun', { runId: 1, interrupted, atMs: 100 })).toEqual({ decided })
    expect(statuses(writer)).toEqual([status, 'pending', status, 'pending'])
    expect(writer.rows('select code from probe where id = 1')).toEqual([{ code }])
  })

  it('has waited for nothing while it rested', () => {
    const writer = planned(4)
    writer.context.db.exec(`update probe set status = 'waiting', wait_since_ms = 5 where id = 1;
      update probe set status = 'interrupted', wait_since_ms = 5 where id = 2;
      update probe set status = 'succeeded', wait_since_ms = 5 where id = 3`)
    writer.write('readyRun', { runId: 1, interrupted: 'resend', atMs: 100 })

    expect(writer.rows('select wait_since_ms from probe order by id')).toEqual([
      { wait_since_ms: 100 },
      { wait_since_ms: null },
      { wait_since_ms: 5 },
      { wait_since_ms: null },
    ])
  })

  it('keeps budget, batch and caps unless told', () => {
    const writer = planned()
    const rows = () => writer.rows('select budget_nanousd, batch, parameters from run join run_model on run_id = run.id')
    const before = rows()
    writer.write('readyRun', { runId: 1, interrupted: 'hold', atMs: 100 })
    expect(rows()).toEqual(before)

    const models = [{ position: 0, parameters: '{"maxOutputTokens":9}' }]
    writer.write('readyRun', { runId: 1, interrupted: 'hold', budget: { budgetNanoUsd: 500, batch: '{}', models }, atMs: 100 })
    expect(rows()).toEqual([{ budget_nanousd: 500, batch: '{}', parameters: '{"maxOutputTokens":9}' }])
  })
})
