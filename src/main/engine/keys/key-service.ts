import type { InferContractRouterInputs } from '@orpc/contract'
import type { Contract } from '#contract'
import { assertNever } from '#contract/errors'
import type { KeyInfo, PlaceInfo } from '#contract/keys'
import type { EpochMs } from '#contract/units'
import { boundCredential, type Catalog, credentialRule, type ProviderEdits, type ProviderRecord } from '#engine/catalog'
import { AppError } from '#engine/failure'
import type { KeepOutcome, Log, ProviderClient, SecretKeeping, SecretStore } from '#engine/ports'
import type { Audit, ProviderPatch } from '#engine/storage'
import { keyInfo, placeOf } from './key-info.ts'

type Inputs = InferContractRouterInputs<Contract>['keys']

export interface KeyPorts {
  readonly catalog: Catalog
  readonly edits: Pick<ProviderEdits, 'setKey'>
  readonly secrets: SecretStore
  readonly client: Pick<ProviderClient, 'forgetKey'>
  readonly log: Pick<Log, 'registerSecret'>
}

/**
 * The keys of providers. Invariants:
 * 1. A value goes in one direction only: from a person to where it is kept, and from there into a request. No answer, event, row or error holds it.
 * 2. The log knows a value before anything is done with it, and never forgets one.
 * 3. A key is kept before the catalog names it, and deleted only after the catalog names another: a failure in between leaves the provider what it had.
 * 4. It is bound to the origin the provider has when it is given, in the catalog and where it is kept.
 */
export class KeyService {
  readonly #ports: KeyPorts

  constructor(ports: KeyPorts) {
    this.#ports = ports
  }

  async list(): Promise<KeyInfo[]> {
    return await Promise.all(this.#ports.catalog.providers().map((provider) => keyInfo(provider, this.#ports.secrets)))
  }

  async info(key: string): Promise<KeyInfo> {
    return await keyInfo(this.#ports.catalog.getProvider(key), this.#ports.secrets)
  }

  async places(): Promise<PlaceInfo[]> {
    const { keeping } = this.#ports.secrets
    const places = keeping === undefined ? [environment] : await keeping.places()
    return places.map(({ consent, ...place }) => ({ ...place, consent: consent && { by: consent.by, atMs: consent.atMs as EpochMs } }))
  }

  async set(input: Inputs['set'], audit: Audit): Promise<void> {
    if (input.place !== 'env') this.#ports.log.registerSecret(input.value)
    const before = this.#ports.catalog.getProvider(input.provider)
    if (before.isInsecure) throw conflict(before, 'its address is http:// to another machine, which nobody has allowed')
    const old = await this.#value(before)
    if (input.place === 'env') return await this.#name(before, `env:${input.env}`, old, audit)
    const { provider: name, place, value } = input
    const isAgreed = input.place !== 'session' && input.consent !== undefined
    const consent = isAgreed ? { by: audit.user, atMs: audit.atMs } : null
    assertDone(await this.#keeping().keep({ place, name, origin: before.origin, value, consent }), before)
    const reason = isAgreed ? `consented to keep it in ${place === 'os' ? 'a keychain that does not protect it' : 'a file'}` : undefined
    await this.#name(before, `${place}:${name}`, old, { ...audit, reason })
  }

  async remove(key: string, audit: Audit): Promise<void> {
    const before = this.#ports.catalog.getProvider(key)
    const old = await this.#value(before)
    await this.#patch(before, boundCredential(null, before.origin), 'remove_key', audit)
    await this.forgetLeft(before, old)
  }

  async confirm(input: Inputs['confirm'], audit: Audit): Promise<void> {
    const { catalog } = this.#ports
    const provider = catalog.getProvider(input.provider)
    const { credential, origin, credentialOrigin } = provider
    const rule = credentialRule(provider)
    if (credential === null || (rule !== 'unbound' && rule !== 'unconfirmed')) throw conflict(provider, 'there is nothing to confirm')
    const isEnv = placeOf(credential) === 'env'
    if (input.origin !== origin || (isEnv && credential !== `env:${input.env}`))
      throw new AppError({ code: 'CONFLICT', what: 'key', name: provider.key, reason: 'changed' })
    if (!isEnv && rule === 'unbound') assertDone(await this.#keeping().rebind(credential, credentialOrigin, origin), provider)
    await this.#patch(provider, boundCredential(credential, origin), 'confirm_key', audit)
  }

  /** Deletes what the provider named before, where it no longer does: it was removed, or names another key by now. */
  async forgetLeft(before: ProviderRecord, value?: string): Promise<void> {
    const { catalog, secrets, client } = this.#ports
    const now = catalog.findProvider(before.key)
    const isNamed = now?.credential === before.credential && now.credentialOrigin === before.credentialOrigin
    if (!isNamed && before.credential !== null && placeOf(before.credential) !== 'env')
      assertDone((await secrets.keeping?.forget(before.credential, before.credentialOrigin)) ?? { kind: 'done' }, before)
    if (value !== undefined) client.forgetKey?.(value)
  }

  /** Makes `ref` the provider's key. One that was kept for it and cannot be named is deleted again. */
  async #name(before: ProviderRecord, ref: string, old: string | undefined, audit: Audit): Promise<void> {
    try {
      await this.#patch(before, boundCredential(ref, before.origin), 'set_key', audit)
    } catch (error) {
      if (ref !== before.credential && placeOf(ref) !== 'env') await this.#keeping().forget(ref, before.origin)
      throw error
    }
    await this.forgetLeft(before, old)
  }

  /** The key as it is now, where it can be read. */
  async #value({ credential, credentialOrigin }: ProviderRecord): Promise<string | undefined> {
    const lookup = credential === null ? undefined : await this.#ports.secrets.read(credential, credentialOrigin)
    return lookup?.kind === 'found' ? lookup.value : undefined
  }

  async #patch(
    provider: ProviderRecord,
    patch: ProviderPatch,
    action: 'set_key' | 'confirm_key' | 'remove_key',
    audit: Audit,
  ): Promise<void> {
    await this.#ports.edits.setKey({ id: provider.id, patch, ifRevision: provider.revision, action }, audit)
  }

  #keeping(): SecretKeeping {
    const { keeping } = this.#ports.secrets
    if (keeping === undefined) throw invalid('place', 'this shell keeps no keys: name a variable of the environment')
    return keeping
  }
}

const environment = { place: 'env', isAvailable: true, reason: null, needsConsent: false, consent: null, backend: null } as const

function assertDone(outcome: KeepOutcome, provider: ProviderRecord): void {
  switch (outcome.kind) {
    case 'done':
      return
    case 'missing':
      throw conflict(provider, 'no key is kept for it any more: give it again')
    case 'consent':
      throw invalid('consent', 'the key would be readable to whoever can read the files of this account: that has to be accepted')
    case 'unavailable':
      throw invalid('place', unavailable[outcome.why])
    case 'failed':
      throw new AppError({ code: 'STORAGE_FULL', folder: outcome.folder, reason: outcome.reason })
    default:
      assertNever(outcome)
  }
}

const unavailable = {
  other_shell: 'only the desktop app can use the keychain of the system',
  no_keychain: 'the system offers no keychain now',
  not_decryptable: 'what the keychain holds cannot be opened',
  damaged: 'the file of keys in the settings folder is damaged: mend it or move it away',
} as const

function conflict(provider: ProviderRecord, detail: string): AppError {
  return new AppError({ code: 'CONFLICT', what: 'key', name: provider.key, reason: 'state', detail })
}

function invalid(path: string, message: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', issues: [{ path, message }] })
}
