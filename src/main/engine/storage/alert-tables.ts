import type { Generated } from 'kysely'

/** What a rule fires for, or fired for. `firing_since_ms` null: not now. `is_told`: since then it has been told. */
export interface AlertStateTable {
  rule: string
  subject: string
  firing_since_ms: number | null
  told_at_ms: number | null
  is_told: number
  message: string
}

/** `credential`: a reference, never the address itself; `origin`: scheme, host and port it is bound to. */
export interface AlertAddressTable {
  channel: string
  credential: string
  origin: string
}

/** `facts`: the alert, JSON. `next_at_ms`: when it is tried next; null: it is not. */
export interface AlertDeliveryTable {
  id: Generated<number>
  ulid: string
  channel: string
  event_ulid: string | null
  facts: string
  message: string
  state: string
  tries: number
  at_ms: number
  next_at_ms: number | null
  failure: string | null
}
