import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { settleInput, startInput } from '../../../../test/builders/ledger.ts'
import { nowMs, open } from '../../../../test/builders/opened-workspace.ts'
import { temporaryFolder } from '../../../../test/builders/temporary-folder.ts'
import { planInto, writerOf } from '../../../../test/builders/write-context.ts'
import type { OpenWorkspace } from './open-workspace.ts'

describe('after an engine that ended without closing', () => {
  /** Three probes: answered, in flight, pending; and a run that is over. */
  function leftOpen(): OpenWorkspace {
    const workspace = temporaryFolder()
    const dead = open(workspace)
    const writer = writerOf(dead.context, dead.opened.epoch)
    planInto(writer, 3)
    writer.write('startAttempt', startInput('a', 1))
    writer.write('settleAttempt', settleInput(1, 1, 'yes'))
    writer.write('startAttempt', startInput('b', 2))
    writer.write('setRunStatus', { runId: 1, status: 'running', pauseReason: null, atMs: 5 })
    dead.context.db.exec(`insert into run (ulid, name, batch, status, on_restart, user, samples, prompt_count, created_at_ms)
      values ('over', 'over', '{}', 'finished', 'hold', 'ada', 1, 0, 0)`)
    dead.close()
    return open(workspace)
  }

  it('an attempt in flight is interrupted, and may have been billed up to its reservation', () => {
    const { context, opened } = leftOpen()
    const sql = 'select ulid, seq, state, code, cost_state, cost_nanousd, cost_upper_nanousd, ended_at_ms from attempt order by id'

    expect(opened.interruptedAttempts).toBe(1)
    expect(context.db.prepare(sql).all()).toEqual([
      {
        ulid: 'a',
        seq: 3,
        state: 'answered',
        code: null,
        cost_state: 'computed',
        cost_nanousd: 1234,
        cost_upper_nanousd: null,
        ended_at_ms: 2000,
      },
      {
        ulid: 'b',
        seq: 4,
        state: 'interrupted',
        code: 'INTERRUPTED',
        cost_state: 'maybe_billed',
        cost_nanousd: null,
        cost_upper_nanousd: 9000,
        ended_at_ms: nowMs,
      },
    ])
  })

  it('its probe waits for a person, the others stand as they were', () => {
    const { context } = leftOpen()

    expect(context.db.prepare('select status from probe order by id').pluck().all()).toEqual(['succeeded', 'interrupted', 'pending'])
  })

  it('an unfinished run is paused by the crash, a finished one is not touched', () => {
    const { context } = leftOpen()

    expect(context.db.prepare('select status, pause_reason from run order by id').all()).toEqual([
      { status: 'paused', pause_reason: 'crash' },
      { status: 'finished', pause_reason: null },
    ])
  })

  it('the next start finds nothing more to interrupt', () => {
    const first = leftOpen()
    const workspace = path.dirname(first.context.db.name)
    first.close()

    expect(open(workspace).opened.interruptedAttempts).toBe(0)
  })
})
