import { z } from 'zod'

/** An instant: milliseconds since 1970 UTC. Stored and shown; what must survive a restart is kept as this. */
export const EpochMs = z.int().min(0).brand<'EpochMs', 'inout'>()
export type EpochMs = z.infer<typeof EpochMs>

/** An instant on this process's own steady clock: compared within one process, never stored. */
export const MonotonicMs = z.number().brand<'MonotonicMs', 'inout'>()
export type MonotonicMs = z.infer<typeof MonotonicMs>

/** A length of time in milliseconds. */
export const DurationMs = z.number().min(0).brand<'DurationMs', 'inout'>()
export type DurationMs = z.infer<typeof DurationMs>

/** Model tokens. A whole number, never negative. */
export const Tokens = z.int().min(0).brand<'Tokens', 'inout'>()
export type Tokens = z.infer<typeof Tokens>

/** Money: 10⁻⁹ US dollars. Whole; sums are checked to stay a safe integer (about 9 million dollars). */
export const NanoUsd = z.int().min(0).brand<'NanoUsd', 'inout'>()
export type NanoUsd = z.infer<typeof NanoUsd>

/** A token rate: 10⁻⁶ US dollars per million tokens, which is 10⁻¹² US dollars per token. 0 is free; unknown is null. */
export const MicroUsdPerMillionTokens = z.int().min(0).brand<'MicroUsdPerMillionTokens', 'inout'>()
export type MicroUsdPerMillionTokens = z.infer<typeof MicroUsdPerMillionTokens>

/** A share, from 0 to 1. */
export const Ratio = z.number().min(0).max(1).brand<'Ratio', 'inout'>()
export type Ratio = z.infer<typeof Ratio>
