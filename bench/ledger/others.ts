import type { EventKind, RunEventData } from '#contract/events'
import type { WriteContext } from '../../src/main/engine/storage/write-context.ts'
import type { Dice } from './dice.ts'
import { failureAt } from './failures.ts'
import { modelAt } from './fleet.ts'
import { type CallPlanner, none } from './plan-calls.ts'
import type { RunPlan } from './plan-runs.ts'
import { taskAt } from './tasks.ts'
import type { StoredModel } from './write-catalog.ts'

/** An event as it is drawn; `call`: its place among the calls. */
export interface DrawnEvent {
  readonly atMs: number
  readonly kind: EventKind
  readonly subject: string
  readonly run: number
  readonly data: object
}

/** A change of a setting, or of a pool's limits. */
export interface DrawnAct {
  readonly atMs: number
  readonly user: string
  readonly kind: 'setting' | 'pool'
  readonly subject: string
  readonly rowId: number | null
  readonly before: string | null
  readonly after: string
}

const hourMs = 3_600_000

/** What happened besides calls: runs began and ended, probes fell back, pools were left alone, breakers opened and closed. */
export function drawEvents(
  dice: Dice,
  { calls, probes, endMs }: CallPlanner,
  plans: readonly RunPlan[],
  models: readonly StoredModel[],
): DrawnEvent[] {
  const events: DrawnEvent[] = []
  plans.forEach((plan, run) => {
    const name = `${taskAt(plan.task).name} ${run + 1}`
    const tell = (atMs: number, change: RunEventData['change']) =>
      events.push({ atMs, kind: 'run', subject: `run:${run + 1}`, run, data: { change, name } satisfies RunEventData })
    tell(plan.startMs, 'started')
    tell(Math.ceil(endMs[run] ?? plan.startMs) + 2, 'finished')
  })
  for (let at = 0; at < calls.length; at += 1) {
    const failure = calls.failure[at] ?? none
    const endedMs = Math.round((calls.startMs[at] ?? 0) + (calls.durationMs[at] ?? 0)) + 1
    const run = calls.run[at] ?? none
    const served = modelAt(calls.served[at] ?? 0)
    const probe = probes[calls.probe[at] ?? none]
    if (probe !== undefined && calls.kind[at] === 2) {
      const from = modelAt(probe.model).ref
      const data = { from, to: served.ref, code: 'OVERLOADED', prompt: probe.prompt, sample: probe.sample }
      events.push({ atMs: calls.startMs[at] ?? 0, kind: 'fallback', subject: `model:${from}`, run, data })
    }
    if (failure === none) continue
    const { code, httpStatus } = failureAt(failure)
    if (code === 'RATE_LIMITED' && dice.isLess(0.2)) {
      const subject = `pool:${served.ref.split('/')[0]}/${models[calls.served[at] ?? 0]?.pool}`
      events.push({
        atMs: endedMs,
        kind: 'park',
        subject,
        run: none,
        data: { code, step: dice.below(4), hinted: dice.isLess(0.5), untilMs: endedMs + 30_000 },
      })
    } else if (httpStatus !== null && httpStatus >= 500 && dice.isLess(0.04)) {
      const subject = `model:${served.ref}`
      events.push({
        atMs: endedMs,
        kind: 'breaker',
        subject,
        run: none,
        data: { from: 'closed', to: 'open', reason: '5 failures in a row' },
      })
      events.push({
        atMs: endedMs + 30_000,
        kind: 'breaker',
        subject,
        run: none,
        data: { from: 'open', to: 'half-open', reason: 'its time is up' },
      })
      events.push({
        atMs: endedMs + 45_000,
        kind: 'breaker',
        subject,
        run: none,
        data: { from: 'half-open', to: 'closed', reason: '3 good answers' },
      })
    }
  }
  return events
}

/** So many changes by people, in working hours of the range. */
export function drawActs(
  context: WriteContext,
  dice: Dice,
  count: number,
  range: { readonly fromMs: number; readonly toMs: number },
): DrawnAct[] {
  const pools = context
    .prepare(`select pool.id, provider.key || '/' || pool.name as name, pool.* from pool join provider on provider.id = pool.provider_id`)
    .all() as { id: number; name: string; max_parallel: number }[]
  return Array.from({ length: count }, () => {
    const atMs = Math.floor(range.fromMs + dice.next() * (range.toMs - range.fromMs - hourMs))
    const user = dice.one(['ada', 'ada', 'bob'])
    if (dice.isLess(0.4))
      return {
        atMs,
        user,
        kind: 'setting',
        subject: 'assumedOutputTokens',
        rowId: null,
        before: String(100 + dice.below(300)),
        after: String(400 + dice.below(300)),
      }
    const { name, ...pool } = dice.one(pools)
    const row = (max_parallel: number) => JSON.stringify({ ...pool, name: name.split('/')[1], max_parallel })
    return { atMs, user, kind: 'pool', subject: name, rowId: pool.id, before: row(1 + dice.below(4)), after: row(5 + dice.below(20)) }
  })
}

const hasSeq = (context: WriteContext, table: string): boolean =>
  context.value(`select 1 from pragma_table_info('${table}') where name = 'seq'`) !== undefined

/** Writes both in their places of the ledger, oldest first. */
export function writeOthers(
  context: WriteContext,
  dice: Dice,
  events: { readonly drawn: readonly DrawnEvent[]; readonly seqs: readonly number[]; readonly runUlids: readonly string[] },
  acts: { readonly drawn: readonly DrawnAct[]; readonly seqs: readonly number[] },
): void {
  const [eventSeq, auditSeq] = [hasSeq(context, 'event'), hasSeq(context, 'audit_entry')]
  const addEvent = context.prepare(
    `insert into event (ulid, at_ms, kind, subject, run_id, data${eventSeq ? ', seq' : ''}) values (?, ?, ?, ?, ?, ?${eventSeq ? ', ?' : ''})`,
  )
  for (const { atMs, kind, subject, run, data, seq } of inOrder(events)) {
    const about = kind === 'run' ? `run:${events.runUlids[run]}` : subject
    addEvent.run(
      dice.ulid(atMs),
      Math.round(atMs),
      kind,
      about,
      run === none ? null : run + 1,
      JSON.stringify(data),
      ...(eventSeq ? [seq] : []),
    )
  }
  const addEntry =
    context.prepare(`insert into audit_entry (ulid, at_ms, user, origin, subject_kind, subject, action, reason${auditSeq ? ', seq' : ''})
    values (?, ?, ?, ?, ?, ?, 'set', ?${auditSeq ? ', ?' : ''})`)
  const addChange = context.prepare(
    'insert into audit_change (entry_id, ordinal, kind, subject, row_id, before, after) values (?, 0, ?, ?, ?, ?, ?)',
  )
  for (const { atMs, user, kind, subject, rowId, before, after, seq } of inOrder(acts)) {
    const reason = dice.isLess(0.3) ? 'as agreed on Monday' : null
    const { lastInsertRowid } = addEntry.run(
      dice.ulid(atMs),
      atMs,
      user,
      dice.one(['window', 'cli']),
      kind,
      subject,
      reason,
      ...(auditSeq ? [seq] : []),
    )
    addChange.run(lastInsertRowid, kind, subject, rowId, before, after)
  }
}

function inOrder<Drawn>({
  drawn,
  seqs,
}: {
  readonly drawn: readonly Drawn[]
  readonly seqs: readonly number[]
}): (Drawn & { seq: number })[] {
  return drawn.map((entry, at) => ({ ...entry, seq: seqs[at] ?? 0 })).sort((one, other) => one.seq - other.seq)
}
