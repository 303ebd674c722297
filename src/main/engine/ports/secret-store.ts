import type { KeyPlace, KeyUnreadable, PlaceInfo } from '#contract/keys'

/**
 * A credential reference as the catalog keeps it: `env:NAME`, `session:NAME`, `file:NAME`, `os:NAME`. Never the secret itself.
 */
export type CredentialRef = string

/** Scheme, host and port a secret may be sent to, as `URL` writes them; null: nowhere but to the app itself. */
export type SecretOrigin = string | null

export type SecretLookup =
  | { readonly kind: 'found'; readonly value: string }
  | { readonly kind: 'missing' }
  /** It is kept, but cannot be opened here. */
  | { readonly kind: 'unreadable'; readonly why: KeyUnreadable }

/** Secrets that are kept (all but those of the environment) are found under the very origin they were given for, and under no other. */
export interface SecretStore {
  read(ref: CredentialRef, origin: SecretOrigin): Promise<SecretLookup>
  /** Whether `read` would find it, as far as can be told without reading it. */
  has(ref: CredentialRef, origin: SecretOrigin): boolean
  /** Absent: this shell keeps none, and only those of the environment can be named. */
  readonly keeping?: SecretKeeping
}

export interface SecretToKeep {
  readonly place: Exclude<KeyPlace, 'env'>
  /** What stands after the colon of its reference. */
  readonly name: string
  readonly origin: SecretOrigin
  readonly value: string
  /** Given now, for a place that needs it; null: what was agreed to earlier has to do. */
  readonly consent: { readonly by: string; readonly atMs: number } | null
}

/** What became of a change. `consent`: it is needed and nobody gave it; `unavailable`: this shell or system has no such place now; `failed`: the folder took no file. */
export type KeepOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'consent' }
  | { readonly kind: 'unavailable'; readonly why: KeyUnreadable }
  | { readonly kind: 'failed'; readonly folder: string; readonly reason: 'full' | 'read_only' | 'io' }

export interface SecretKeeping {
  /** Each place once, `env` first. */
  places(): Promise<readonly (Omit<PlaceInfo, 'consent'> & { readonly consent: SecretToKeep['consent'] })[]>
  /** In place of the one that is kept under the same reference and origin, which is forgotten. */
  keep(secret: SecretToKeep): Promise<KeepOutcome>
  /** From now on it is found under `to`, and no longer under `from`. */
  rebind(ref: CredentialRef, from: SecretOrigin, to: SecretOrigin): Promise<KeepOutcome>
  /** `done` also where there was none. */
  forget(ref: CredentialRef, origin: SecretOrigin): Promise<KeepOutcome>
}
