import type { WriteContext } from '../write-context.ts'
import { type Audit, addAudit } from './audit-writes.ts'
import { type AddEvent, addEvent } from './event-writes.ts'

/** What a rule fires for; as in the table `alert_state`. */
export interface KeptAlert {
  readonly rule: string
  readonly subject: string
  readonly firingSinceMs: number | null
  readonly toldAtMs: number | null
  readonly isTold: boolean
  readonly message: string
}

export interface NewDelivery {
  readonly ulid: string
  readonly channel: string
  readonly eventUlid: string | null
  /** The alert, JSON. */
  readonly facts: string
  readonly message: string
  readonly atMs: number
}

export interface TellAlerts {
  readonly atMs: number
  readonly alerts: readonly KeptAlert[]
  /** Names of rules that are no more. */
  readonly forgottenRules: readonly string[]
  readonly events: readonly AddEvent[]
  readonly deliveries: readonly NewDelivery[]
}

/** Ended deliveries beyond so many are forgotten, the oldest first. */
const keptDeliveries = 2000
/** What fired so long ago is forgotten: longer than anything is kept quiet. */
const rememberedMs = 30 * 86_400_000

/** All of it or nothing, so that none is told twice. */
export function tellAlerts(context: WriteContext, { atMs, alerts, forgottenRules, events, deliveries }: TellAlerts): void {
  const upsert =
    context.prepare(`insert into alert_state (rule, subject, firing_since_ms, told_at_ms, is_told, message) values (?, ?, ?, ?, ?, ?)
    on conflict (rule, subject) do update set firing_since_ms = excluded.firing_since_ms, told_at_ms = excluded.told_at_ms,
      is_told = excluded.is_told, message = excluded.message`)
  for (const each of alerts) upsert.run(each.rule, each.subject, each.firingSinceMs, each.toldAtMs, each.isTold ? 1 : 0, each.message)
  for (const rule of forgottenRules) context.prepare('delete from alert_state where rule = ?').run(rule)
  context.prepare('delete from alert_state where firing_since_ms is null and told_at_ms < ?').run(atMs - rememberedMs)
  for (const event of events) addEvent(context, event)
  addDeliveries(context, { deliveries })
}

export function addDeliveries(context: WriteContext, { deliveries }: Pick<TellAlerts, 'deliveries'>): void {
  if (deliveries.length === 0) return
  const insert = context.prepare(`insert into alert_delivery (ulid, channel, event_ulid, facts, message, state, tries, at_ms, next_at_ms)
    values (?, ?, ?, ?, ?, 'waiting', 0, ?, ?)`)
  for (const { ulid, channel, eventUlid, facts, message, atMs } of deliveries)
    insert.run(ulid, channel, eventUlid, facts, message, atMs, atMs)
  context
    .prepare(`delete from alert_delivery where state <> 'waiting' and id <= (select max(id) from alert_delivery) - ?`)
    .run(keptDeliveries)
}

/** What became of a try; `next_at_ms` null: it is not tried again. */
export function settleDelivery(
  context: WriteContext,
  input: {
    readonly ulid: string
    readonly state: 'waiting' | 'delivered' | 'failed'
    readonly tries: number
    readonly nextAtMs: number | null
    readonly failure: string | null
  },
): void {
  context
    .prepare('update alert_delivery set state = ?, tries = ?, next_at_ms = ?, failure = ? where ulid = ?')
    .run(input.state, input.tries, input.nextAtMs, input.failure, input.ulid)
}

/** Where a webhook's address is kept; `to` null: nowhere any more. `audit` null: its channel is gone, which the setting's own entry says. */
export function setAlertAddress(
  context: WriteContext,
  input: {
    readonly channel: string
    readonly to: { readonly credential: string; readonly origin: string } | null
    readonly audit: Audit | null
  },
): void {
  const { channel, to, audit } = input
  const before = context.value('select origin from alert_address where channel = ?', channel) as string | undefined
  if (to === null) context.prepare('delete from alert_address where channel = ?').run(channel)
  else
    context
      .prepare(`insert into alert_address (channel, credential, origin) values (?, ?, ?)
        on conflict (channel) do update set credential = excluded.credential, origin = excluded.origin`)
      .run(channel, to.credential, to.origin)
  if (audit === null) return
  const subject = `alertChannels/${channel}`
  const json = (origin: string | undefined) => (origin === undefined ? null : JSON.stringify(origin))
  addAudit(context, { kind: 'setting', subject, action: to === null ? 'remove_address' : 'set_address', audit }, [
    { kind: 'setting', subject, rowId: null, before: json(before), after: json(to?.origin) },
  ])
}
