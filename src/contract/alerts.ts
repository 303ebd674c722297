import { z } from 'zod'
import { base } from './base.ts'
import { UsdText } from './batch.ts'
import { EventId, ModelRef, ProviderKey, RunId } from './ids.ts'
import { KeyPlace } from './keys.ts'
import { Cursor, Limit, page } from './paging.ts'
import { EpochMs } from './units.ts'

const name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'expected lower-case letters, digits, dots, dashes or underscores, at most 63')

/** Where else an alert goes: a webhook. Its address is a secret, kept where keys are kept, and told by its host alone. */
export const AlertChannel = z.strictObject({
  name,
  format: z.enum(['json', 'slack', 'discord']),
  isEnabled: z.boolean().default(true),
})
export type AlertChannel = z.infer<typeof AlertChannel>

const window = { windowMinutes: z.int().min(1).max(1440).default(15), minCalls: z.int().min(1).max(1_000_000).default(20) }
const who = { provider: ProviderKey.optional(), model: ModelRef.optional() }

/**
 * When somebody is to be told. Spend as budgets count it (what may have been billed counts with the most it can come to): of any one run, of a day, of a month, in the workspace's time zone.
 * `burn_rate`: what an hour costs at the pace of the window. `error_rate`, `latency` (p95 of answered calls): over the window, with at least `minCalls`. `breaker_open`, `pool_parked` for
 * longer than `forMinutes`. `price_change`: a price begins within `days`. `departure`: of one model, this hour's cost a call, latency or share of failures lies above the median of the same hour over the
 * last 14 days by more than 5 median absolute deviations, with at least 30 calls.
 */
export const AlertCondition = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('run_spend'), aboveUsd: UsdText }),
  z.strictObject({ on: z.literal('day_spend'), aboveUsd: UsdText, provider: ProviderKey.optional() }),
  z.strictObject({ on: z.literal('month_spend'), aboveUsd: UsdText }),
  z.strictObject({ on: z.literal('burn_rate'), aboveUsdPerHour: UsdText, windowMinutes: window.windowMinutes }),
  z.strictObject({ on: z.literal('error_rate'), above: z.number().min(0).max(1), ...window, ...who }),
  z.strictObject({ on: z.literal('latency'), p95AboveMs: z.int().min(1).max(86_400_000), ...window, ...who }),
  z.strictObject({ on: z.literal('breaker_open'), forMinutes: z.int().min(0).max(1440).default(0) }),
  z.strictObject({ on: z.literal('pool_parked'), forMinutes: z.int().min(0).max(1440).default(5) }),
  z.strictObject({ on: z.literal('price_change'), days: z.int().min(1).max(365).default(7) }),
  z.strictObject({
    on: z.literal('departure'),
    of: z
      .array(z.enum(['cost', 'latency', 'failures']))
      .min(1)
      .default(['cost', 'latency', 'failures']),
  }),
])
export type AlertCondition = z.infer<typeof AlertCondition>

/** The setting `alertRules` holds these; edits of it are audited and undone like any other. `channels`: webhooks by name; the window and the system's own notices always hear of it. `quietMinutes`: the same thing is not told again for so long. */
export const AlertRule = z.strictObject({
  name,
  when: AlertCondition,
  channels: z.array(name).max(20).default([]),
  quietMinutes: z.int().min(1).max(10_080).default(60),
  isEnabled: z.boolean().default(true),
})
export type AlertRule = z.infer<typeof AlertRule>

/** What an event of kind `alert` tells when a rule made it: what was measured, against what, both in words with their units. */
export const AlertEventData = z.object({
  rule: z.string(),
  on: z.string(),
  change: z.enum(['fired', 'cleared']),
  measured: z.string(),
  bound: z.string(),
  message: z.string(),
})
export type AlertEventData = z.infer<typeof AlertEventData>

/** A rule as it is now. `firing`: what it fires for, such as a run, a service or a pool, and since when. */
export const AlertState = z.object({
  rule: AlertRule,
  firing: z.array(z.object({ subject: z.string(), sinceMs: EpochMs, message: z.string(), run: RunId.nullable() })),
  lastFiredAtMs: EpochMs.nullable(),
  /** What it measures now, in words with units; null: nothing to measure yet. */
  measured: z.string().nullable(),
})
export type AlertState = z.infer<typeof AlertState>

/** `host`: where its address leads; null: it has none yet, or it cannot be read here. */
export const AlertChannelView = AlertChannel.extend({ host: z.string().nullable(), place: KeyPlace.nullable() })
export type AlertChannelView = z.infer<typeof AlertChannelView>

/** One alert to one webhook. `waiting`: it will be tried (again) at `nextAtMs`. `failure`: what came back last: a status or what went wrong, never the address. */
export const AlertDelivery = z.object({
  id: z.string(),
  event: EventId.nullable(),
  channel: z.string(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  tries: z.int(),
  atMs: EpochMs,
  nextAtMs: EpochMs.nullable(),
  failure: z.string().nullable(),
  message: z.string(),
})
export type AlertDelivery = z.infer<typeof AlertDelivery>

export const alerts = {
  /** Rules (the setting `alertRules`) and how they stand. */
  list: base.output(z.object({ items: z.array(AlertState) })),
  /** Webhooks (the setting `alertChannels`) and where they lead. */
  channels: base.output(z.object({ items: z.array(AlertChannelView) })),
  /**
   * Gives a webhook of the setting its address: `https:`, or `http:` to this machine alone. It goes in one direction and is told by its host. INVALID_INPUT at `address`, `place`, `consent`. NOT_FOUND.
   */
  setAddress: base
    .input(
      z.strictObject({
        channel: name,
        address: z.string().trim().min(1).max(4000),
        place: z.enum(['session', 'file', 'os']).default('file'),
        consent: z.strictObject({ accepted: z.literal(true) }).optional(),
      }),
    )
    .output(AlertChannelView),
  /** Forgets the address. */
  removeAddress: base.input(z.strictObject({ channel: name })).output(AlertChannelView),
  /** Sends a made-up alert now, once, and says what came back. */
  test: base
    .input(z.strictObject({ channel: name }))
    .output(z.object({ isDelivered: z.boolean(), status: z.int().nullable(), failure: z.string().nullable() })),
  /** Newest first. */
  deliveries: base
    .input(z.object({ state: AlertDelivery.shape.state.optional(), limit: Limit, after: Cursor.optional() }))
    .output(page(AlertDelivery)),
  /** Tries a failed delivery again. CONFLICT when it has not failed. */
  retry: base.input(z.object({ id: z.string() })).output(AlertDelivery),
}
