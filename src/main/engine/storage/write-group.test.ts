import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { incompressible } from '../../../../test/builders/incompressible.ts'
import { settleInput, startInput, stepInput } from '../../../../test/builders/ledger.ts'
import { openWriter, planInto, type WriterUnderTest } from '../../../../test/builders/write-context.ts'
import { openDatabase } from './sqlite/open-database.ts'
import type { WriteRequest } from './thread-protocol.ts'
import { runGroup } from './write-group.ts'

const start = (ulid: string, probeId: number, runId = 1): WriteRequest => ({
  name: 'startAttempt',
  input: startInput(ulid, probeId, { runId }),
})
const settle = (attemptId: number, answer: string): WriteRequest => ({
  name: 'settleAttempt',
  input: settleInput(attemptId, attemptId, answer),
})

function planned(probes = 4): WriterUnderTest {
  const writer = openWriter()
  planInto(writer, probes)
  return writer
}

function fill({ context }: WriterUnderTest): void {
  context.db.pragma(`max_page_count = ${context.db.pragma('page_count', { simple: true })}`)
}

describe('runGroup', () => {
  it('answers in the order of the group, with what each write gave', () => {
    const { context } = planned()

    expect(runGroup(context, [start('a', 1), start('b', 2), settle(1, 'yes')], 1)).toEqual([
      { ok: true, value: { attemptId: 1 } },
      { ok: true, value: { attemptId: 2 } },
      { ok: true, value: { seq: 3, isDerivedKept: true } },
    ])
  })

  it('lets a write that throws fail alone', () => {
    const writer = planned()
    const results = runGroup(writer.context, [start('a', 1), start('a', 2), start('c', 3)], 1)

    expect(results.map((result) => result.ok)).toEqual([true, false, true])
    expect(writer.rows('select ulid from attempt order by id')).toEqual([{ ulid: 'a' }, { ulid: 'c' }])
    expect(writer.rows(`select id from probe where status = 'in_flight' order by id`)).toEqual([{ id: 1 }, { id: 3 }])
  })

  it('undoes all a failing write had done', () => {
    const writer = planned()
    const probe = { ...settleInput(1, 1, 'yes').probe, probeId: 1, servedModelId: 1, status: 'nonsense' }
    const broken = { name: 'settleAttempt', input: { ...settleInput(1, 1, 'yes'), probe } } as WriteRequest
    runGroup(writer.context, [start('a', 1)], 1)

    expect(runGroup(writer.context, [start('b', 2), broken], 1).map((result) => result.ok)).toEqual([true, false])
    expect(writer.rows('select state, answer_text from attempt where id = 1')).toEqual([{ state: 'started', answer_text: null }])
  })

  it('gives a failure of ours with its facts', () => {
    const { context } = planned()
    const refused: WriteRequest = {
      name: 'edit',
      input: stepInput({ do: 'set', kind: 'model', subject: 'sim/none', id: 99, patch: { is_default: 1 } }),
    }

    expect(runGroup(context, [refused, start('a', 1)], 1)).toMatchObject([
      { ok: false, error: { failure: { code: 'NOT_FOUND', what: 'model' } } },
      { ok: true },
    ])
  })

  it('calls a broken constraint a bug, not a refusal of the disk', () => {
    const { context } = planned()
    const [result] = runGroup(context, [start('a', 99)], 1)

    expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining('SQLITE_CONSTRAINT') } })
    expect(result).not.toHaveProperty('error.sqlite')
  })

  it('writes nothing once another engine has taken the workspace', () => {
    const writer = planned()
    const second = openDatabase(writer.file)
    second.exec('update workspace set epoch = epoch + 1')
    second.close()

    expect(runGroup(writer.context, [start('a', 1), start('b', 2)], 1)).toMatchObject([
      { ok: false, error: { failure: { code: 'WORKSPACE_LOCKED', reason: 'superseded' } } },
      { ok: false, error: { failure: { code: 'WORKSPACE_LOCKED', reason: 'superseded' } } },
    ])
    expect(writer.rows('select * from attempt')).toEqual([])
  })

  it('repeats a group that does not fit one write at a time: what fits stands', () => {
    const writer = planned()
    runGroup(writer.context, [start('a', 1), start('b', 2), start('c', 3)], 1)
    fill(writer)
    const results = runGroup(writer.context, [settle(1, 'yes'), settle(2, incompressible(400_000, 1)), settle(3, 'no')], 1)

    expect(results).toMatchObject([{ ok: true }, { ok: false, error: { sqlite: 'SQLITE_FULL' } }, { ok: true }])
    expect(writer.rows('select id, state, answer_text from attempt order by id')).toEqual([
      { id: 1, state: 'answered', answer_text: 'yes' },
      { id: 2, state: 'started', answer_text: null },
      { id: 3, state: 'answered', answer_text: 'no' },
    ])
  })

  it('gives the reserve up at the first full disk', () => {
    const writer = planned()
    const reserve = path.join(writer.folder, 'assay.reserve')
    writeFileSync(reserve, 'held back')
    runGroup(writer.context, [start('a', 1)], 1)
    fill(writer)
    runGroup(writer.context, [settle(1, incompressible(400_000, 1))], 1)

    expect(existsSync(reserve)).toBe(false)
  })

  it('keeps the reserve while there is room', () => {
    const writer = planned()
    const reserve = path.join(writer.folder, 'assay.reserve')
    writeFileSync(reserve, 'held back')
    runGroup(writer.context, [start('a', 1), start('a', 2)], 1)

    expect(existsSync(reserve)).toBe(true)
  })

  it('waits out a foreign lock once for the whole group', () => {
    const writer = planned()
    writer.context.db.pragma('busy_timeout = 0')
    const foreign = openDatabase(writer.file)
    foreign.exec('begin immediate')

    expect(runGroup(writer.context, [start('a', 1), start('b', 2)], 1)).toMatchObject([
      { ok: false, error: { sqlite: 'SQLITE_BUSY' } },
      { ok: false, error: { sqlite: 'SQLITE_BUSY' } },
    ])
    foreign.exec('rollback')
    foreign.close()
    expect(runGroup(writer.context, [start('a', 1)], 1)).toEqual([{ ok: true, value: { attemptId: 1 } }])
  })

  it('never gives one place in the ledger twice, and none out of order', () => {
    const writer = planned(5)
    runGroup(writer.context, [start('a', 1), start('b', 2), start('c', 3), start('d', 4)], 1)
    runGroup(writer.context, [settle(2, 'x')], 1)
    runGroup(writer.context, [settle(4, 'x'), start('a', 5), settle(1, 'x')], 1)
    runGroup(writer.context, [settle(3, 'x')], 1)
    const bySeq = writer.rows('select id from attempt order by seq')

    expect(bySeq).toEqual([{ id: 2 }, { id: 4 }, { id: 1 }, { id: 3 }])
  })
})
