import { z } from 'zod'
import { base } from './base.ts'
import { ModelRef } from './ids.ts'
import { EpochMs, NanoUsd } from './units.ts'

const rule = {
  olderThanDays: z.int().min(1).max(3650).nullable().default(null),
  largerThanMb: z.int().min(1).max(10_000_000).nullable().default(null),
}

/** What may be dropped by itself, each apart: older than so many days, or the oldest while all of its kind are larger than so many megabytes (10⁶ bytes); null: never. The setting `retention`. */
export const Retention = z.strictObject({
  bodies: z.strictObject(rule).prefault({}),
  events: z.strictObject(rule).prefault({}),
  attempts: z.strictObject(rule).prefault({}),
})
export type Retention = z.infer<typeof Retention>

/** How much there is of a kind, and how far back. */
const amount = z.object({ rows: z.int(), bytes: z.int(), oldestAtMs: EpochMs.nullable() })

/** What would be, or was, dropped. `keptByReports`: what would go, too, were it not cited by a report that is kept. `untilMs`: everything of the kind before it. */
const dropped = z.object({ rows: z.int(), bytes: z.int(), untilMs: EpochMs.nullable(), keptByReports: z.int() })
export const Dropped = z.object({ bodies: dropped, events: dropped, attempts: dropped })
export type Dropped = z.infer<typeof Dropped>

export const CacheStatus = z.object({
  entries: z.int(),
  bytes: z.int(),
  hits: z.int(),
  savedNanoUsd: NanoUsd,
  oldestAtMs: EpochMs.nullable(),
  models: z.array(z.object({ model: ModelRef, entries: z.int() })),
})
export type CacheStatus = z.infer<typeof CacheStatus>

export const retention = {
  /** How large everything is, what the setting would drop now, and when that was last done. Attempts go in whole quarters of an hour, and never what a kept report cites or a run that goes on needs. */
  status: base.output(
    z.object({
      fileBytes: z.int(),
      freeBytes: z.int(),
      bodies: amount,
      events: amount,
      attempts: amount,
      would: Dropped,
      last: z.object({ atMs: EpochMs, dropped: Dropped, freedBytes: z.int() }).nullable(),
    }),
  ),
  /** Does now what the setting says, and gives the space back. With no setting nothing happens. */
  run: base.output(z.object({ dropped: Dropped, freedBytes: z.int() })),
}

export const cache = {
  status: base.output(CacheStatus),
  /** Forgets answers, all or those of a model; those already used stay with their probes. */
  clear: base.input(z.object({ model: ModelRef.optional() })).output(z.object({ cleared: z.int() })),
}
