import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { base } from './base.ts'

/**
 * What a page may show that others change: `runs` with their probes and calls, `catalog` (providers, models, prices, fallbacks), `pools`
 * (limits and pauses), `breakers`, `settings` (and a person's preferences), `keys`, `events`, `audit`.
 */
export const ChangeTopic = z.enum(['runs', 'catalog', 'pools', 'breakers', 'settings', 'keys', 'events', 'audit'])
export type ChangeTopic = z.infer<typeof ChangeTopic>

/**
 * How often each topic has changed, whoever changed it. Every number only grows, from one engine of a workspace to the next, too:
 * what is another number than before is to be asked for again.
 */
export const ChangeCounts = z.object({ seq: z.int(), topics: z.record(ChangeTopic, z.int()) })
export type ChangeCounts = z.infer<typeof ChangeCounts>

export const changes = {
  /** The counts as they are, then whenever something changed, at most ten times a second; calls alone, which come and go all the time, once a second. */
  watch: base.output(eventIterator(ChangeCounts)),
}
