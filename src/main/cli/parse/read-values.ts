import type { z } from 'zod'
import { UsdText } from '#contract/batch'
import type { EpochMs } from '#contract/units'
import { UsageError } from '../errors.ts'

/** A value typed on the command line, held against its schema. Throws UsageError naming the argument and what was got. */
export function readAs<Schema extends z.ZodType>(schema: Schema, name: string, text: string): z.output<Schema> {
  const parsed = schema.safeParse(text)
  if (parsed.success) return parsed.data
  throw new UsageError(`${name}: ${parsed.error.issues[0]?.message ?? 'not valid'}; got "${text}".`)
}

/** As `readAs`; undefined stays undefined. */
export function readOptional<Schema extends z.ZodType>(
  schema: Schema,
  name: string,
  text: string | undefined,
): z.output<Schema> | undefined {
  return text === undefined ? undefined : readAs(schema, name, text)
}

/** A whole number within bounds. */
export function readCount(name: string, text: string | undefined, { min, max }: { min: number; max: number }): number | undefined {
  if (text === undefined) return undefined
  const count = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (count >= min && count <= max) return count
  throw new UsageError(`${name}: expected a whole number from ${min} to ${max}; got "${text}".`)
}

/** A limit: a whole number, or `none` for no limit. */
export function readLimit(name: string, text: string | undefined, max = 1_000_000_000): number | null | undefined {
  return text === 'none' ? null : readCount(`${name} ("none" takes the limit away)`, text, { min: 1, max })
}

/** US dollars as decimal text, exactly as typed. */
export function readUsd(name: string, text: string | undefined): string | undefined {
  return readOptional(UsdText, name, text)
}

export function readOnOff(name: string, text: string | undefined): boolean | undefined {
  if (text === undefined || text === 'on') return text === 'on' ? true : undefined
  if (text === 'off') return false
  throw new UsageError(`${name}: expected on or off; got "${text}".`)
}

/** A day (`2026-11-21`, midnight UTC) or an instant (`2026-11-21T10:30Z`; UTC where it names no zone). */
export function readInstant(name: string, text: string | undefined): EpochMs | undefined {
  if (text === undefined) return undefined
  const match = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(text)
  const atMs = match === null ? Number.NaN : Date.parse(match[1] === undefined || match[4] !== undefined ? text : `${text}Z`)
  const isRealDay = !Number.isNaN(atMs) && new Date(`${text.slice(0, 10)}T00:00Z`).toISOString().startsWith(text.slice(0, 10))
  if (isRealDay && atMs >= 0) return atMs as EpochMs
  throw new UsageError(`${name}: expected a day such as 2026-11-21 or an instant such as 2026-11-21T10:30Z; got "${text}".`)
}
