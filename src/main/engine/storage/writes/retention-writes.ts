import { thinBlocks } from '../ledger/seal-blocks.ts'
import { rollupState } from '../rollups/index.ts'
import type { WriteContext } from '../write-context.ts'

/** So many rows go in one transaction: the writer is held for some milliseconds. */
const page = 100
const hashesAtOnce = 100

/** What one page dropped, and from where the next goes on; null: nothing is left. */
export interface DroppedPage<Place> {
  readonly rows: number
  readonly bytes: number
  /** Left in place because a kept report cites it. */
  readonly cited: number
  readonly next: Place | null
}

/** Runs that may go on need their calls, and what they told. */
const atRest = `(run_id is null or run_id in (select id from run where (status = 'finished' or status = 'cancelled') and totals is not null))`

/** Whether a report that is kept cites a call; what of it: the call alone, or its long texts, too. */
const citedBy = (what: 'calls' | 'bodies') => `exists (select 1 from kept_report where ${what === 'bodies' ? 'cites_bodies = 1 and' : ''}
  attempt.seq <= watermark and attempt.started_at_ms >= cited_from_ms and attempt.started_at_ms < cited_to_ms)`

/**
 * From here on calls that began before an instant, the beginning of a quarter of an hour, count by their sums alone: before the first of them is dropped.
 * Answers false, and changes nothing, while calls are not in the sums yet.
 */
export function beginDropping(context: WriteContext, { untilMs }: { readonly untilMs: number }): { isBegun: boolean } {
  const { seq } = rollupState(context)
  const missing = context.value('select 1 from attempt where seq > ? and started_at_ms < ? limit 1', seq, untilMs)
  if (missing !== undefined) return { isBegun: false }
  context
    .prepare('update rollup_state set dropped_before_ms = max(coalesce(dropped_before_ms, 0), ?), dropped_seq = max(dropped_seq, seq)')
    .run(untilMs)
  context.prepare('update retention_state set attempts_before_ms = max(coalesce(attempts_before_ms, 0), ?)').run(untilMs)
  return { isBegun: true }
}

interface AttemptPlace {
  readonly startedAtMs: number
  readonly id: number
}

interface OldAttempt {
  readonly id: number
  readonly seq: number
  readonly startedAtMs: number
  readonly probeId: number | null
  readonly costState: string
  readonly answerHash: string | null
  readonly isCited: number
  readonly isKept: number
}

const oldAttempts = `select id, seq, started_at_ms as startedAtMs, probe_id as probeId, cost_state as costState, answer_hash as answerHash,
  ${citedBy('calls')} as isCited, not (${atRest}) or id = (select max(id) from attempt) as isKept
  from attempt where started_at_ms < ? and started_at_ms >= ? and (started_at_ms > ? or id > ?) and state <> 'started'
  order by started_at_ms, id limit ${page}`

/**
 * Drops the oldest calls that began before `untilMs`, and the bodies that nothing else names. `beginDropping` comes first. A probe keeps how sure its cost was;
 * the newest call of all is kept, so that no key is given twice.
 */
export function dropAttempts(
  context: WriteContext,
  { untilMs, after }: { readonly untilMs: number; readonly after: AttemptPlace },
): DroppedPage<AttemptPlace> {
  const found = context.prepare(oldAttempts).all(untilMs, after.startedAtMs, after.startedAtMs, after.id) as OldAttempt[]
  const gone = found.filter(({ isCited, isKept }) => isCited === 0 && isKept === 0)
  for (const row of gone) dropAttempt(context, row)
  let bytes = 0
  for (const hash of new Set(gone.flatMap(({ answerHash }) => answerHash ?? []))) bytes += dropUnnamed(context, hash)
  if (gone.length > 0)
    thinBlocks(
      context,
      gone.map(({ seq }) => seq),
    )
  const last = found.at(-1)
  const next = last === undefined || found.length < page ? null : { startedAtMs: last.startedAtMs, id: last.id }
  return { rows: gone.length, bytes, cited: found.filter(({ isCited, isKept }) => isCited === 1 && isKept === 0).length, next }
}

function dropAttempt(context: WriteContext, { id, probeId, costState }: OldAttempt): void {
  if (probeId !== null)
    context.prepare('update probe set dropped_cost_state = ? where id = ? and last_attempt_id = ?').run(costState, probeId, id)
  context.prepare('update event set attempt_id = null where attempt_id = ?').run(id)
  context.prepare('delete from attempt where id = ?').run(id)
}

function dropUnnamed(context: WriteContext, hash: string): number {
  const bytes = context.value(
    `select length(data) from body where hash = ? and not exists (select 1 from attempt where answer_hash = ?)`,
    hash,
    hash,
  )
  if (bytes === undefined) return 0
  context.prepare('delete from body where hash = ?').run(hash)
  return Number(bytes)
}

const oldEvents = `select id, length(data) + 120 as bytes from event where at_ms < ? and ${atRest} and id <> (select max(id) from event) order by at_ms limit ${page}`

/** Drops the oldest events that happened before `untilMs`. The newest of all is kept, so that no place is given twice. */
export function dropEvents(context: WriteContext, { untilMs }: { readonly untilMs: number }): DroppedPage<true> {
  const found = context.prepare(oldEvents).all(untilMs) as { id: number; bytes: number }[]
  for (const { id } of found) context.prepare('delete from event where id = ?').run(id)
  context.prepare('update retention_state set events_before_ms = max(coalesce(events_before_ms, 0), ?)').run(untilMs)
  const bytes = found.reduce((sum, each) => sum + each.bytes, 0)
  return { rows: found.length, bytes, cited: 0, next: found.length < page ? null : true }
}

interface BodyRow {
  readonly hash: string
  readonly bytes: number
  readonly isNeeded: number
  readonly isCited: number
}

const bodyPage = `select hash, length(data) as bytes,
  exists (select 1 from attempt where answer_hash = body.hash and (started_at_ms >= ? or not (${atRest})
    or exists (select 1 from answer_cache where attempt_id = attempt.id and expires_at_ms > ?))) as isNeeded,
  exists (select 1 from attempt where answer_hash = body.hash and ${citedBy('bodies')}) as isCited
  from body where hash > ? order by hash limit ${hashesAtOnce}`

/** Drops long texts that only calls before `untilMs` name, and no answer that is kept for others. What stands of them in the call itself stays. */
export function dropBodies(
  context: WriteContext,
  { untilMs, nowMs, after }: { readonly untilMs: number; readonly nowMs: number; readonly after: string },
): DroppedPage<string> {
  const found = context.prepare(bodyPage).all(untilMs, nowMs, after) as BodyRow[]
  const gone = found.filter(({ isNeeded, isCited }) => isNeeded === 0 && isCited === 0)
  for (const { hash } of gone) context.prepare('delete from body where hash = ?').run(hash)
  context.prepare('update retention_state set bodies_before_ms = max(coalesce(bodies_before_ms, 0), ?)').run(untilMs)
  return {
    rows: gone.length,
    bytes: gone.reduce((sum, { bytes }) => sum + bytes, 0),
    cited: found.filter(({ isNeeded, isCited }) => isNeeded === 0 && isCited === 1).length,
    next: found.length < hashesAtOnce ? null : (found.at(-1)?.hash ?? null),
  }
}

/** Forgets answers that may not be taken any more. */
export function dropExpired(context: WriteContext, { nowMs }: { readonly nowMs: number }): { rows: number } {
  const expired = `select key from answer_cache where expires_at_ms <= ? limit ${page}`
  return { rows: context.prepare(`delete from answer_cache where key in (${expired})`).run(nowMs).changes }
}

/** Gives so many free pages back to the disk, from the end of the file; a file from before this was so keeps them for what comes. Answers with how many it gave. */
export function giveSpaceBack(context: WriteContext, { pages }: { readonly pages: number }): { pages: number } {
  const free = () => Number(context.db.pragma('freelist_count', { simple: true }))
  const before = free()
  if (before > 0 && context.db.pragma('auto_vacuum', { simple: true }) === 2) context.db.pragma(`incremental_vacuum(${pages})`)
  return { pages: Math.max(0, before - free()) }
}

export function noteRetention(
  context: WriteContext,
  { atMs, dropped, freedBytes }: { readonly atMs: number; readonly dropped: string; readonly freedBytes: number },
): void {
  context.prepare('update retention_state set last_at_ms = ?, last_dropped = ?, last_freed_bytes = ?').run(atMs, dropped, freedBytes)
}
