import { z } from 'zod'

const ulid = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'expected a ULID')

/** A run's ULID: a name, never an order. */
export const RunId = ulid.brand<'RunId', 'inout'>()
export type RunId = z.infer<typeof RunId>

/** An attempt's ULID. It travels with the request (`X-Client-Request-Id`), so that ledgers can be joined by it. */
export const AttemptId = ulid.brand<'AttemptId', 'inout'>()
export type AttemptId = z.infer<typeof AttemptId>

export const EventId = ulid.brand<'EventId', 'inout'>()
export type EventId = z.infer<typeof EventId>

export const PriceVersionId = ulid.brand<'PriceVersionId', 'inout'>()
export type PriceVersionId = z.infer<typeof PriceVersionId>

/** A change that was made: an entry of the audit. */
export const AuditId = ulid.brand<'AuditId', 'inout'>()
export type AuditId = z.infer<typeof AuditId>

/** A provider's short name, the part of a model's ref before the first slash. */
export const ProviderKey = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'expected lower-case letters, digits, dots, dashes or underscores, at most 63')
  .brand<'ProviderKey', 'inout'>()
export type ProviderKey = z.infer<typeof ProviderKey>

/** `provider/wire-id`, split at the first slash: the wire id may hold further slashes and colons. */
export const ModelRef = z
  .string()
  .max(300)
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}\/\S+$/, 'expected provider/model')
  .brand<'ModelRef', 'inout'>()
export type ModelRef = z.infer<typeof ModelRef>

export const PoolName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'expected lower-case letters, digits, dots, dashes or underscores, at most 63')
  .brand<'PoolName', 'inout'>()
export type PoolName = z.infer<typeof PoolName>
