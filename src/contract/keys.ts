import { z } from 'zod'
import { base } from './base.ts'
import { ProviderKey } from './ids.ts'
import { EpochMs } from './units.ts'

/**
 * Where a key is kept. `env`: in the environment of the process that holds the workspace, by name; `session`: in that process's memory, until it ends;
 * `file`: readable to this account, in the person's settings folder; `os`: encrypted by the system's keychain, in the same folder. Never in a workspace.
 */
export const KeyPlace = z.enum(['env', 'session', 'file', 'os'])
export type KeyPlace = z.infer<typeof KeyPlace>

/**
 * Whether a provider can be asked with its key. `not_needed`: it wants none; `present`; `missing`: nothing is there; `unreadable`: `unreadable` says why;
 * `unbound`: it was given for another origin; `unconfirmed`: its name came by an import and no person has agreed to it;
 * `insecure`: it would travel in clear (`http://` beyond this machine), which `allowInsecure` of the provider has to allow.
 */
export const KeyState = z.enum(['not_needed', 'present', 'missing', 'unreadable', 'unbound', 'unconfirmed', 'insecure'])
export type KeyState = z.infer<typeof KeyState>

/**
 * Why a key that is kept cannot be opened. `other_shell`: the desktop app alone can; `no_keychain`: the system offers none now;
 * `not_decryptable`: another account or machine encrypted it, or the keychain was reset; `damaged`: the file it stands in cannot be read.
 */
export const KeyUnreadable = z.enum(['other_shell', 'no_keychain', 'not_decryptable', 'damaged'])
export type KeyUnreadable = z.infer<typeof KeyUnreadable>

/** Of a provider's key, all that is ever told. */
export const KeyInfo = z.object({
  provider: ProviderKey,
  state: KeyState,
  /** null: the provider wants none, or none was ever given. */
  place: KeyPlace.nullable(),
  /** The variable it is read from; null unless `place` is `env`. */
  env: z.string().nullable(),
  /** Its last four characters; null where it cannot be read or is shorter than twelve. */
  lastFour: z.string().max(4).nullable(),
  unreadable: KeyUnreadable.nullable(),
  /** Scheme, host and port it would be sent to; null: the app serves the provider itself. */
  origin: z.string().nullable(),
  /** Where it was given for; null: nowhere yet. */
  boundTo: z.string().nullable(),
})
export type KeyInfo = z.infer<typeof KeyInfo>

/** What keeps a place from being offered: only the desktop app has a keychain; the system offers none; the settings folder cannot be used. */
export const PlaceReason = z.enum(['other_shell', 'no_keychain', 'damaged'])
export type PlaceReason = z.infer<typeof PlaceReason>

export const PlaceInfo = z.object({
  place: KeyPlace,
  isAvailable: z.boolean(),
  /** null when it is available. */
  reason: PlaceReason.nullable(),
  /** A key is kept here only with `consent`: it is readable to whoever can read this account's files. */
  needsConsent: z.boolean(),
  /** Who agreed to that already, and when; null: nobody, or none is needed. */
  consent: z.object({ by: z.string(), atMs: EpochMs }).nullable(),
  /** What encrypts, as the system names it; null unless `place` is `os` and available. */
  backend: z.string().nullable(),
})
export type PlaceInfo = z.infer<typeof PlaceInfo>

/** A variable that may be read: from a catalog of somebody else's no other name is ever looked up. */
export const KeyEnvName = z
  .string()
  .max(200)
  .regex(/^[A-Z][A-Z0-9_]*(_API_KEY|_TOKEN|_KEY)$/, 'expected a name in capitals that ends in _API_KEY, _TOKEN or _KEY')

/** The key itself goes in one direction. What a header cannot carry is refused, without being repeated. */
export const KeyValue = z
  .string()
  .trim()
  .min(1, 'expected a key')
  .max(8192, 'expected a key of at most 8,192 characters')
  .regex(/^[\x21-\x7e]*$/, 'expected a key in one line, of plain characters and without spaces')

const Consent = z.strictObject({ accepted: z.literal(true) })
const kept = { provider: ProviderKey, value: KeyValue }

export const keys = {
  /** One entry a provider, by its key. */
  list: base.output(z.object({ items: z.array(KeyInfo) })),
  places: base.output(z.object({ items: z.array(PlaceInfo) })),
  /**
   * Gives a provider its key, bound to the origin it has now; the one before is forgotten. CONFLICT `state`: the provider's address is not secure.
   * INVALID_INPUT at `consent`: it is needed and was not given; at `place`: not offered here. STORAGE_FULL: the settings folder takes no files.
   */
  set: base
    .input(
      z.discriminatedUnion('place', [
        z.strictObject({ place: z.literal('env'), provider: ProviderKey, env: KeyEnvName }),
        z.strictObject({ place: z.literal('session'), ...kept }),
        z.strictObject({ place: z.literal('file'), ...kept, consent: Consent.optional() }),
        z.strictObject({ place: z.literal('os'), ...kept, consent: Consent.optional() }),
      ]),
    )
    .output(KeyInfo),
  /** Takes the key away from the provider, and where it is kept it is deleted. A variable stays as it is. */
  remove: base.input(z.strictObject({ provider: ProviderKey })).output(KeyInfo),
  /**
   * Agrees that the key goes to `origin`, and for a variable that it is `env`: both as the person read them. CONFLICT `changed` when they are others by now,
   * `state` when there is nothing to confirm or nothing is kept any more.
   */
  confirm: base
    .input(z.strictObject({ provider: ProviderKey, origin: z.string().max(2000).nullable(), env: KeyEnvName.optional() }))
    .output(KeyInfo),
}
