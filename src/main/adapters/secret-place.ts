import type { KeepOutcome, SecretKeeping, SecretLookup, SecretOrigin, SecretToKeep } from '#engine/ports'

export type PlaceFacts = Awaited<ReturnType<SecretKeeping['places']>>[number]

/** One place where secrets are kept by name and origin. */
export interface SecretPlace {
  describe(): Promise<PlaceFacts>
  read(name: string, origin: SecretOrigin): Promise<SecretLookup>
  has(name: string, origin: SecretOrigin): boolean
  keep(secret: Omit<SecretToKeep, 'place'>): Promise<KeepOutcome>
  rebind(name: string, from: SecretOrigin, to: SecretOrigin): Promise<KeepOutcome>
  forget(name: string, origin: SecretOrigin): Promise<KeepOutcome>
}

export const done: KeepOutcome = { kind: 'done' }
export const missing = { kind: 'missing' } as const
