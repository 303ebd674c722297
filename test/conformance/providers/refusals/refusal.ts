import type { CallFailureCode, ProviderKind } from '#engine/ports'

/** A refusal as a provider writes it, after its reference and recorded bodies (2026-11), and what it means. */
export interface Refusal {
  readonly title: string
  readonly kind: ProviderKind
  readonly status: number
  readonly body: object
  readonly headers?: Readonly<Record<string, string>>
  readonly code: CallFailureCode
  /** Default: not. */
  readonly isRamp?: boolean
  /** The hint it gives, from 2026-11-18T11:06:40Z on; absent: not looked at. */
  readonly hintMs?: number
}
